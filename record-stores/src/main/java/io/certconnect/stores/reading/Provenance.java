package io.certconnect.stores.reading;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Why a learner sees an entry.
 *
 * @param certificationProfileId the profile that it was recorded under, for ever
 * @param recordId of several records of the same award, the one that is shown
 * @param recordIds all records behind the entry, renewals and revocations too
 * @param throughMerge whether it shows because that profile was merged into the connected one
 */
public record Provenance(String certificationProfileId, String recordId, List<String> recordIds, boolean throughMerge) {

    public Provenance {
        recordIds = List.copyOf(recordIds);
    }

    static Provenance of(ResultSet row) throws SQLException {
        return new Provenance(
                row.getString("certification_profile_id"),
                row.getString("record_id"),
                List.of((String[]) row.getArray("record_ids").getArray()),
                row.getBoolean("through_merge"));
    }
}
