package io.certconnect.connector.rules;

import io.certconnect.ledger.CertificationProfileId;
import org.jspecify.annotations.Nullable;

/** The answer to a connect request. */
public sealed interface ConnectDecision {

    /**
     * @param profile the root that the Learn profile is connected to
     * @param already whether it was connected to it before this request, which then changed nothing
     */
    record Connected(CertificationProfileId profile, boolean already) implements ConnectDecision {}

    /**
     * Names no one but the requester. A certification profile is theirs if their Learn profile is connected to it, or if
     * a personal account of theirs leads to it and it is the one that was named or the only one.
     *
     * @param profile the certification profile that this is about: theirs, or else the id that the request named, as it
     *     was named and never its root; null if there is no such one
     * @param detail one sentence that a support agent understands; holds no id but one that is theirs
     */
    record Rejected(ConnectRejection reason, @Nullable CertificationProfileId profile, String detail)
            implements ConnectDecision {

        public Remedy remedy() {
            return reason.remedy();
        }

        public boolean retryable() {
            return reason.retryable();
        }
    }
}
