package io.certconnect.stores.intake;

import io.certconnect.stores.Change;
import io.certconnect.v1.ConnectDecided;
import io.certconnect.v1.Connected;
import io.certconnect.worker.Reading;

/** Reads decisions on connection requests; a rejection changes nothing. */
final class ConnectionIntake extends CheckedIntake<ConnectDecided> {

    ConnectionIntake() {
        super(ConnectDecided.class, "learnProfileId");
    }

    @Override
    String keyOf(ConnectDecided event) {
        return event.getLearnProfileId();
    }

    @Override
    Reading<Change> read(ConnectDecided event) throws MalformedRecordException {
        return switch (event.getOutcome()) {
            case CONNECTED -> connected(event, Checked.detail("connected", event.getConnected()));
            case REJECTED -> nothing();
            case UNKNOWN -> new Reading.Kept<>("a decision on a connection of an unknown outcome");
        };
    }

    private static Reading<Change> connected(ConnectDecided event, Connected connected)
            throws MalformedRecordException {
        return change(new Change.Connected(
                Checked.id("learnProfileId", event.getLearnProfileId()),
                Checked.id("certificationProfileId", connected.getCertificationProfileId()),
                Checked.time("connectedAt", connected.getConnectedAt()),
                event.getSequence()));
    }
}
