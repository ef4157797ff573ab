package io.certconnect.ledger;

/** Whether a certification profile may be used. An erased one is {@link #CLOSED} for good. */
public enum ProfileStatus {
    ACTIVE,
    HELD,
    CLOSED
}
