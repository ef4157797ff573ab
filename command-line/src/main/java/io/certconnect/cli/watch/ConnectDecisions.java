package io.certconnect.cli.watch;

import io.certconnect.cli.wording.Printable;
import io.certconnect.cli.wording.Remedies;
import io.certconnect.v1.ConnectDecided;
import io.certconnect.v1.ConnectRejected;
import io.certconnect.v1.Connected;

/** A decision on connecting, on one line. */
final class ConnectDecisions {

    private ConnectDecisions() {}

    static String inWords(ConnectDecided event) {
        return Printable.of(event.getDecidedAt() + "  " + event.getLearnProfileId() + "  " + outcome(event)
                + "  (request " + event.getRequestId() + ")");
    }

    private static String outcome(ConnectDecided event) {
        Connected connected = event.getConnected();
        if (connected != null) {
            return (connected.getAlreadyConnected() ? "CONNECTED already to " : "CONNECTED to ")
                    + connected.getCertificationProfileId();
        }
        ConnectRejected rejected = event.getRejected();
        if (rejected != null) {
            return "REJECTED  " + rejected.getReason() + ": " + rejected.getDetail() + " "
                    + Remedies.inWords(rejected.getRemedy())
                    + (rejected.getRetryable() ? " " + Remedies.ofRetrying(true) : "");
        }
        return event.getOutcome() + "  an outcome that this version of the program does not know";
    }
}
