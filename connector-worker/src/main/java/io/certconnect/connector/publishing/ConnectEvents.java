package io.certconnect.connector.publishing;

import io.certconnect.connector.rules.ConnectDecision;
import io.certconnect.connector.rules.ConnectRequest;
import io.certconnect.deciding.Stamp;
import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.v1.ConnectDecided;
import io.certconnect.v1.ConnectOutcome;
import io.certconnect.v1.ConnectRejected;
import io.certconnect.v1.Connected;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes decisions as events. */
public final class ConnectEvents {

    private ConnectEvents() {}

    /** @param connectedAt since when the two are connected; null if they are not */
    public static ConnectDecided event(
            ConnectRequest request, ConnectDecision decision, @Nullable Instant connectedAt, Stamp stamp) {
        ConnectDecided event = new ConnectDecided();
        event.setEventId(stamp.eventId());
        event.setRequestId(request.requestId());
        event.setLearnProfileId(request.learnProfile().value());
        event.setSequence(stamp.sequence());
        event.setDecidedAt(stamp.decidedAt());
        switch (decision) {
            case ConnectDecision.Connected connected -> {
                event.setOutcome(ConnectOutcome.CONNECTED);
                event.setConnected(new Connected(
                        connected.profile().value(),
                        connectedAt == null ? stamp.decidedAt() : connectedAt,
                        connected.already()));
            }
            case ConnectDecision.Rejected rejected -> {
                event.setOutcome(ConnectOutcome.REJECTED);
                event.setRejected(rejected(rejected));
            }
        }
        return event;
    }

    private static ConnectRejected rejected(ConnectDecision.Rejected rejected) {
        CertificationProfileId profile = rejected.profile();
        return new ConnectRejected(
                io.certconnect.v1.ConnectRejection.valueOf(rejected.reason().name()),
                io.certconnect.v1.Remedy.valueOf(rejected.remedy().name()),
                rejected.retryable(),
                profile == null ? null : profile.value(),
                rejected.detail());
    }
}
