package io.certconnect.cli.profile;

import picocli.CommandLine.Command;

/** Groups what is to be known of certification profiles. */
@Command(
        name = "profile",
        description = "Look at certification profiles as the ledger knows them.",
        subcommands = {ProfileShowCommand.class})
public final class ProfileCommand {}
