package io.certconnect.deciding;

import io.certconnect.ledger.CertificationProfileId;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A decision as the world hears of it and as the audit keeps it.
 *
 * @param key the event's key
 * @param outcome the outcome, with the reason of a rejection: what metrics count by
 * @param rule the rule that decided
 * @param facts what the rule saw; ready for JSON, ids only
 * @param profile the certification profile that it is about; null if none was found
 * @param otherProfile of a merge, the absorbed profile
 */
public record Announcement(
        String key,
        SpecificRecord event,
        String outcome,
        String rule,
        Map<String, Object> facts,
        @Nullable CertificationProfileId profile,
        @Nullable CertificationProfileId otherProfile) {}
