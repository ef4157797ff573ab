package io.certconnect.connector.rules;

import static io.certconnect.connector.rules.ConnectRejection.CERTIFICATION_PROFILE_NOT_ACTIVE;
import static io.certconnect.connector.rules.ConnectRejection.CERTIFICATION_PROFILE_TAKEN;
import static io.certconnect.connector.rules.ConnectRejection.CERTIFICATION_PROFILE_UNKNOWN;
import static io.certconnect.connector.rules.ConnectRejection.INVALID_REQUEST;
import static io.certconnect.connector.rules.ConnectRejection.LEARN_PROFILE_ALREADY_CONNECTED;

import io.certconnect.connector.rules.ConnectDecision.Connected;
import io.certconnect.connector.rules.ConnectDecision.Rejected;
import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.ledger.LedgerView;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** The connect rules of the contract, in order; the first that applies decides. */
public final class ConnectRules {

    private static final List<Step> IN_ORDER = List.of(
            new Step(ConnectRule.VALID_REQUEST, ConnectRules::invalid),
            new Step(ConnectRule.KNOWN_PROFILE, ConnectRules::unknown),
            new Step(ConnectRule.CONNECTED_BEFORE, ConnectRules::connectedBefore),
            new Step(ConnectRule.ALIGNMENT, Alignment::misaligned),
            new Step(ConnectRule.ACTIVE_PROFILE, ConnectRules::notActive),
            new Step(ConnectRule.FREE_PROFILE, ConnectRules::taken),
            new Step(ConnectRule.CONNECT, ConnectRules::connect));

    private ConnectRules() {}

    private record Step(ConnectRule rule, Test test) {}

    private interface Test {

        /** Null if the rule does not apply, so that the next one is asked. */
        @Nullable
        ConnectDecision decide(Evidence evidence);
    }

    /**
     * Total: every request that was not decided before gets a ruling.
     *
     * @param ledger as it stands now; must know the roots of the profiles that it knows
     */
    public static Ruling decide(ConnectRequest request, LedgerView ledger) {
        Evidence evidence = new Evidence(request, ledger);
        for (Step step : IN_ORDER) {
            ConnectDecision decision = step.test.decide(evidence);
            if (decision != null) {
                return new Ruling(decision, step.rule, evidence.facts());
            }
        }
        throw new IllegalStateException("The last rule always decides");
    }

    private static @Nullable ConnectDecision invalid(Evidence evidence) {
        String fault = ValidRequest.fault(evidence.request());
        return fault == null ? null : new Rejected(INVALID_REQUEST, null, fault);
    }

    private static @Nullable ConnectDecision unknown(Evidence evidence) {
        CertificationProfileId named = evidence.request().named();
        if (named == null || evidence.namedRoot() != null) {
            return null;
        }
        return new Rejected(
                CERTIFICATION_PROFILE_UNKNOWN, named, "The named certification profile is not known, or not yet.");
    }

    private static @Nullable ConnectDecision connectedBefore(Evidence evidence) {
        CertificationProfileId own = evidence.connectedTo();
        if (own == null) {
            return null;
        }
        if (asksForNoOther(own, evidence)) {
            return new Connected(own, true);
        }
        return new Rejected(
                LEARN_PROFILE_ALREADY_CONNECTED,
                own,
                "This Learn profile is connected to certification profile " + own + " and cannot get another one.");
    }

    private static boolean asksForNoOther(CertificationProfileId own, Evidence evidence) {
        CertificationProfileId namedRoot = evidence.namedRoot();
        if (namedRoot != null) {
            return namedRoot.equals(own);
        }
        SortedSet<CertificationProfileId> candidates = evidence.candidates();
        return candidates.isEmpty()
                || (candidates.size() == 1 && candidates.first().equals(own));
    }

    private static @Nullable ConnectDecision notActive(Evidence evidence) {
        return switch (evidence.status()) {
            case ACTIVE -> null;
            case HELD -> notActive(evidence.root(), "on hold");
            case CLOSED -> notActive(evidence.root(), "closed");
        };
    }

    private static ConnectDecision notActive(CertificationProfileId root, String state) {
        return new Rejected(
                CERTIFICATION_PROFILE_NOT_ACTIVE, root, "Certification profile " + root + " is " + state + ".");
    }

    /** Says that there is another party, and never who. */
    private static @Nullable ConnectDecision taken(Evidence evidence) {
        if (!evidence.taken()) {
            return null;
        }
        CertificationProfileId root = evidence.root();
        return new Rejected(
                CERTIFICATION_PROFILE_TAKEN,
                root,
                "Certification profile " + root + " is connected to another Learn profile.");
    }

    private static ConnectDecision connect(Evidence evidence) {
        return new Connected(evidence.root(), false);
    }
}
