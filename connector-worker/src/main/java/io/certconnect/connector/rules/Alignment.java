package io.certconnect.connector.rules;

import static io.certconnect.connector.rules.ConnectRejection.ACCOUNT_MISMATCH;
import static io.certconnect.connector.rules.ConnectRejection.ACCOUNT_NOT_PERSONAL;
import static io.certconnect.connector.rules.ConnectRejection.NO_PERSONAL_ACCOUNT;
import static io.certconnect.connector.rules.ConnectRejection.SEVERAL_CERTIFICATION_PROFILES;

import io.certconnect.connector.rules.ConnectDecision.Rejected;
import io.certconnect.ledger.CertificationProfileId;
import org.jspecify.annotations.Nullable;

/** Rule 4: do the accounts lead to the certification profile that was named, or to exactly one if none was? */
final class Alignment {

    private Alignment() {}

    static @Nullable ConnectDecision misaligned(Evidence evidence) {
        CertificationProfileId namedRoot = evidence.namedRoot();
        return namedRoot == null ? misalignedUnnamed(evidence) : misalignedNamed(namedRoot, evidence);
    }

    /** Echoes the id as it was named: the root behind it may be somebody else's. */
    private static @Nullable ConnectDecision misalignedNamed(CertificationProfileId namedRoot, Evidence evidence) {
        if (evidence.candidates().contains(namedRoot)) {
            return null;
        }
        CertificationProfileId named = evidence.request().named();
        if (evidence.otherAccountLeadsTo(namedRoot)) {
            return new Rejected(
                    ACCOUNT_NOT_PERSONAL,
                    named,
                    "The account of the named certification profile is a work or school account of this Learn profile,"
                            + " and must be a personal one.");
        }
        if (!evidence.hasPersonalAccount()) {
            return new Rejected(
                    NO_PERSONAL_ACCOUNT,
                    named,
                    "This Learn profile has no personal account, and a certification profile needs one.");
        }
        return new Rejected(
                ACCOUNT_MISMATCH,
                named,
                "No account of this Learn profile is the one that the named certification profile was made with.");
    }

    private static @Nullable ConnectDecision misalignedUnnamed(Evidence evidence) {
        if (!evidence.hasPersonalAccount()) {
            return new Rejected(
                    NO_PERSONAL_ACCOUNT,
                    null,
                    "This Learn profile has no personal account, and a certification profile needs one.");
        }
        int candidates = evidence.candidates().size();
        if (candidates == 1) {
            return null;
        }
        return candidates == 0 ? noCandidate(evidence) : several(candidates);
    }

    private static ConnectDecision noCandidate(Evidence evidence) {
        if (evidence.otherAccountLeadsAnywhere()) {
            return new Rejected(
                    ACCOUNT_NOT_PERSONAL,
                    null,
                    "A certification profile was made with an account that is a work or school account of this Learn"
                            + " profile, and must be a personal one.");
        }
        return new Rejected(
                ACCOUNT_MISMATCH, null, "No certification profile was made with an account of this Learn profile.");
    }

    /** Lists no ids: two people may share an account, so that one of the candidates may be somebody else's. */
    private static ConnectDecision several(int candidates) {
        return new Rejected(
                SEVERAL_CERTIFICATION_PROFILES,
                null,
                "The personal accounts of this Learn profile lead to " + candidates
                        + " certification profiles, which must become one first.");
    }
}
