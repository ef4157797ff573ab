package io.certconnect.records.flow;

import io.certconnect.flow.Place;
import io.certconnect.stores.Store;
import io.certconnect.v1.CertificationRecorded;
import io.certconnect.v1.ConnectDecided;
import io.certconnect.v1.ConnectOutcome;
import io.certconnect.v1.LearnActivityRecorded;
import io.certconnect.v1.MergeDecided;
import io.certconnect.v1.MergeOutcome;
import io.certconnect.v1.RecordKind;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a store holds at one moment, by key; and, apart from the worker's own code, where an event should be in there. */
final class StoredRows {

    private static final Map<Store, Set<RecordKind>> KINDS = Map.of(
            Store.TRANSCRIPT,
            EnumSet.of(
                    RecordKind.EXAM_TAKEN,
                    RecordKind.CERTIFICATION_EARNED,
                    RecordKind.CERTIFICATION_RENEWED,
                    RecordKind.CERTIFICATION_REVOKED),
            Store.BADGE,
            EnumSet.of(RecordKind.BADGE_AWARDED, RecordKind.BADGE_REVOKED));

    private static final Map<Store, String> ROWS = Map.of(Store.TRANSCRIPT, """
            select 'record' as what, certification_profile_id as profile, record_id as id, version
            from transcript.certification_record
            union all
            select 'activity', learn_profile_id, activity_id, version from transcript.learn_activity
            union all
            select 'connection', learn_profile_id, '', sequence from transcript.connection
            union all
            select 'merge', absorbed_id, '', sequence from transcript.merge
            """, Store.BADGE, """
            select 'record' as what, certification_profile_id as profile, record_id as id, version from badge.badge_record
            union all
            select 'connection', learn_profile_id, '', sequence from badge.connection
            union all
            select 'merge', absorbed_id, '', sequence from badge.merge
            """);

    private static final long NONE = Long.MIN_VALUE;

    private record Key(String what, String profile, String id) {}

    /** @param version or sequence */
    record Row(String what, String profile, String id, long version) {

        private Key key() {
            return new Key(what, profile, id);
        }
    }

    private final Store store;
    private final Map<Key, Long> versions = new HashMap<>();
    private final Set<Place> kept = new HashSet<>();

    private StoredRows(Store store) {
        this.store = store;
    }

    static StoredRows of(JdbcClient sql, Store store) {
        StoredRows rows = new StoredRows(store);
        sql.sql(ROWS.get(store)).query(row -> {
            Key key = new Key(row.getString("what"), row.getString("profile"), row.getString("id"));
            rows.versions.put(key, row.getLong("version"));
        });
        sql.sql("select topic, partition, \"offset\" from " + store.schema() + ".kept_record")
                .query(row -> {
                    rows.kept.add(new Place(row.getString(1), row.getInt(2), row.getLong(3)));
                });
        return rows;
    }

    Set<Place> kept() {
        return kept;
    }

    /** The version under which the row is in the store; less than any if it is not. */
    long version(Row row) {
        return versions.getOrDefault(row.key(), NONE);
    }

    /** The row that an event asks for; null if it says nothing to this store. */
    @Nullable
    Row rowOf(SpecificRecord event) {
        return switch (event) {
            case CertificationRecorded record ->
                KINDS.get(store).contains(record.getKind())
                        ? new Row(
                                "record", record.getCertificationProfileId(), record.getRecordId(), record.getVersion())
                        : null;
            case LearnActivityRecorded activity ->
                new Row("activity", activity.getLearnProfileId(), activity.getActivityId(), activity.getVersion());
            case ConnectDecided decided ->
                decided.getOutcome() == ConnectOutcome.CONNECTED
                        ? new Row("connection", decided.getLearnProfileId(), "", decided.getSequence())
                        : null;
            case MergeDecided decided ->
                EnumSet.of(MergeOutcome.MERGED, MergeOutcome.UNMERGED).contains(decided.getOutcome())
                        ? new Row("merge", decided.getAbsorbedId(), "", decided.getSequence())
                        : null;
            default -> throw new IllegalArgumentException("No store reads " + event.getSchema());
        };
    }
}
