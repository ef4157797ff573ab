package io.certconnect.quickstart;

import io.certconnect.cli.CertconnectCommand;

/** The program behind ./certconnect: the command line, with the quickstart. */
public final class Certconnect {

    private Certconnect() {}

    public static void main(String[] arguments) {
        System.exit(CertconnectCommand.commandLine(new QuickstartCommand()).execute(arguments));
    }
}
