package io.certconnect.cli.ledger;

import picocli.CommandLine.Command;

/** Groups what operators do about the ledger. */
@Command(
        name = "ledger",
        description = "See whether the ledger is whole.",
        subcommands = {LedgerVerifyCommand.class})
public final class LedgerCommand {}
