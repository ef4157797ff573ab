package io.certconnect.cli.stores;

import picocli.CommandLine.Command;

/** Groups what operators do about the transcript and badge stores. */
@Command(
        name = "stores",
        description = "Rebuild the transcript and badge stores from their topics, or see whether they are right.",
        subcommands = {StoresRebuildCommand.class, StoresVerifyCommand.class})
public final class StoresCommand {}
