package io.certconnect.merge.rules;

import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.ledger.LearnProfileId;
import io.certconnect.ledger.MergeView;
import io.certconnect.ledger.PayloadHash;
import io.certconnect.ledger.Profile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a decision rests on. A rule that needs another fact gets it from here, and so into the plan hash.
 *
 * @param survivor null if it is unknown
 * @param absorbed null if it is unknown
 * @param survivorLearner whom the survivor's root is connected to
 * @param absorbedLearner whom the absorbed profile's root is connected to
 * @param under the absorbed profile and everything under it, in the order of ids
 */
record Plan(
        MergeRequest request,
        @Nullable Profile survivor,
        @Nullable Profile absorbed,
        @Nullable LearnProfileId survivorLearner,
        @Nullable LearnProfileId absorbedLearner,
        List<CertificationProfileId> under) {

    static Plan of(MergeRequest request, MergeView ledger) {
        Profile survivor = ledger.profile(request.survivor()).orElse(null);
        Profile absorbed = ledger.profile(request.absorbed()).orElse(null);
        return new Plan(
                request,
                survivor,
                absorbed,
                learnerOf(survivor, ledger),
                learnerOf(absorbed, ledger),
                absorbed == null ? List.of() : ledger.under(absorbed.id()));
    }

    /** Of a request that is refused without a look at the ledger. */
    static Plan unseen(MergeRequest request) {
        return new Plan(request, null, null, null, null, List.of());
    }

    private static @Nullable LearnProfileId learnerOf(@Nullable Profile profile, MergeView ledger) {
        return profile == null ? null : ledger.learnerOf(profile.root()).orElse(null);
    }

    /** SHA-256 in hex. Who asks, why, and whether it is a dry run is not part of it. */
    String hash() {
        PayloadHash.Hashing hashing =
                new PayloadHash.Hashing().add(request.action().name());
        add(hashing, request.survivor(), survivor, survivorLearner);
        add(hashing, request.absorbed(), absorbed, absorbedLearner);
        hashing.length(under.size());
        for (CertificationProfileId id : under) {
            hashing.add(id.value());
        }
        return hashing.done().toString();
    }

    private static void add(
            PayloadHash.Hashing hashing,
            CertificationProfileId id,
            @Nullable Profile profile,
            @Nullable LearnProfileId learner) {
        hashing.add(id.value()).add(profile != null);
        if (profile == null) {
            return;
        }
        CertificationProfileId mergedInto = profile.mergedInto();
        hashing.add(profile.status().name())
                .add(mergedInto == null ? null : mergedInto.value())
                .add(profile.root().value())
                .add(learner == null ? null : learner.value());
    }
}
