package io.certconnect.merge.rules;

import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.ledger.LearnProfileId;
import io.certconnect.ledger.Profile;
import io.certconnect.merge.rules.MergeDecision.Previewed;
import io.certconnect.merge.rules.MergeDecision.StoreCounts;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the rules saw of a request and the ledger, for the audit trail. */
final class Facts {

    /** The event lists them all; the audit is to be read. */
    private static final int LISTED = 16;

    private Facts() {}

    static Map<String, Object> of(Plan plan, MergeDecision decision) {
        MergeRequest request = plan.request();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("action", request.action().name());
        facts.put("dryRun", request.dryRun());
        facts.put("requestedBy", request.requestedBy());
        facts.put("ticket", request.ticket());
        facts.put("reason", request.reason());
        if (request.planHash() != null) {
            facts.put("approvedPlan", request.planHash());
        }
        facts.put("survivor", profile(request.survivor(), plan.survivor(), plan.survivorLearner()));
        facts.put("absorbed", profile(request.absorbed(), plan.absorbed(), plan.absorbedLearner()));
        facts.put("underAbsorbedCount", plan.under().size());
        facts.put(
                "underAbsorbed",
                plan.under().stream()
                        .limit(LISTED)
                        .map(CertificationProfileId::value)
                        .toList());
        putChange(facts, plan, decision);
        if (decision instanceof Previewed previewed) {
            facts.put("stores", stores(previewed.counts()));
        }
        return facts;
    }

    private static Object stores(@Nullable StoreCounts counts) {
        if (counts == null) {
            return "not asked";
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("transcriptEntries", counts.transcriptEntries());
        facts.put("badges", counts.badges());
        facts.put("duplicates", counts.duplicates());
        return facts;
    }

    private static Map<String, Object> profile(
            CertificationProfileId id, @Nullable Profile profile, @Nullable LearnProfileId learner) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("id", id.value());
        facts.put("known", profile != null);
        if (profile == null) {
            return facts;
        }
        facts.put("status", profile.status().name());
        facts.putAll(place(profile.mergedInto(), profile.root()));
        if (learner != null) {
            facts.put("rootConnectedTo", learner.value());
        }
        return facts;
    }

    /** The absorbed profile's place in the forest; what is under it keeps its edges and follows to the same root. */
    private static void putChange(Map<String, Object> facts, Plan plan, MergeDecision decision) {
        Profile survivor = plan.survivor();
        Profile absorbed = plan.absorbed();
        if (!decision.changesTheLedger() || survivor == null || absorbed == null) {
            return;
        }
        facts.put("before", place(absorbed.mergedInto(), absorbed.root()));
        facts.put(
                "after",
                switch (plan.request().action()) {
                    case MERGE -> place(survivor.id(), survivor.root());
                    case UNMERGE -> place(null, absorbed.id());
                });
    }

    private static Map<String, Object> place(@Nullable CertificationProfileId mergedInto, CertificationProfileId root) {
        Map<String, Object> place = new LinkedHashMap<>();
        if (mergedInto != null) {
            place.put("mergedInto", mergedInto.value());
        }
        place.put("root", root.value());
        return place;
    }
}
