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
        return switch (decision) {
            case ConnectDecision.Connected connected ->
                event(request, stamp, ConnectOutcome.CONNECTED, connected(connected, connectedAt, stamp), null);
            case ConnectDecision.Rejected rejected ->
                event(request, stamp, ConnectOutcome.REJECTED, null, rejected(rejected));
        };
    }

    private static ConnectDecided event(
            ConnectRequest request,
            Stamp stamp,
            ConnectOutcome outcome,
            @Nullable Connected connected,
            @Nullable ConnectRejected rejected) {
        return new ConnectDecided(
                stamp.eventId(),
                request.requestId(),
                request.learnProfile().value(),
                stamp.sequence(),
                stamp.decidedAt(),
                outcome,
                connected,
                rejected);
    }

    private static Connected connected(
            ConnectDecision.Connected connected, @Nullable Instant connectedAt, Stamp stamp) {
        return new Connected(
                connected.profile().value(),
                connectedAt == null ? stamp.decidedAt() : connectedAt,
                connected.already());
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
