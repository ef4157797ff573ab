package io.certconnect.connector.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.connector.rules.ConnectDecision.Connected;
import io.certconnect.connector.rules.ConnectDecision.Rejected;
import org.jspecify.annotations.Nullable;

/** A row of a table of decisions: in this situation, that request gets this answer, from the rule whose answer it is. */
record Row(String situation, SampleLedger ledger, Samples.Asking request, Answer answer) {

    static Row row(String situation, SampleLedger ledger, Samples.Asking request, Answer answer) {
        return new Row(situation, ledger, request, answer);
    }

    static Answer connected(String profile) {
        return new Answer(ConnectRule.CONNECT, "CONNECTED", profile);
    }

    static Answer connectedAlready(String profile) {
        return new Answer(ConnectRule.CONNECTED_BEFORE, "CONNECTED_ALREADY", profile);
    }

    static Answer rejected(ConnectRejection reason) {
        return new Answer(ruleOf(reason), reason.name(), null);
    }

    /** @param profile the certification profile that the rejection carries */
    static Answer rejected(ConnectRejection reason, String profile) {
        return new Answer(ruleOf(reason), reason.name(), profile);
    }

    private static ConnectRule ruleOf(ConnectRejection reason) {
        return switch (reason) {
            case INVALID_REQUEST -> ConnectRule.VALID_REQUEST;
            case CERTIFICATION_PROFILE_UNKNOWN -> ConnectRule.KNOWN_PROFILE;
            case LEARN_PROFILE_ALREADY_CONNECTED -> ConnectRule.CONNECTED_BEFORE;
            case NO_PERSONAL_ACCOUNT, ACCOUNT_NOT_PERSONAL, ACCOUNT_MISMATCH, SEVERAL_CERTIFICATION_PROFILES ->
                ConnectRule.ALIGNMENT;
            case CERTIFICATION_PROFILE_NOT_ACTIVE -> ConnectRule.ACTIVE_PROFILE;
            case CERTIFICATION_PROFILE_TAKEN -> ConnectRule.FREE_PROFILE;
        };
    }

    record Answer(
            ConnectRule rule, String outcome, @Nullable String profile) {

        static Answer of(Ruling ruling) {
            return switch (ruling.decision()) {
                case Connected connected ->
                    new Answer(
                            ruling.rule(),
                            connected.already() ? "CONNECTED_ALREADY" : "CONNECTED",
                            connected.profile().value());
                case Rejected rejected ->
                    new Answer(
                            ruling.rule(),
                            rejected.reason().name(),
                            rejected.profile() == null
                                    ? null
                                    : rejected.profile().value());
            };
        }
    }

    void holds() {
        Ruling ruling = ConnectRules.decide(request.build(), ledger);

        assertThat(Answer.of(ruling)).as(situation).isEqualTo(answer);
    }

    @Override
    public String toString() {
        return situation;
    }
}
