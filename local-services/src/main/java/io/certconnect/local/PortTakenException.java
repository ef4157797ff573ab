package io.certconnect.local;

/** A service cannot have its port. The message names the port, who has it if the system tells, and the way out. */
public final class PortTakenException extends LocalServiceException {

    private static final long serialVersionUID = 1;

    PortTakenException(String service, int port, String option) {
        super("Port " + port + " for " + service + " is taken"
                + PortHolder.of(port).map(holder -> " by " + holder).orElse("")
                + "; stop what runs there, or choose another port with " + option);
    }
}
