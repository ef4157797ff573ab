package io.certconnect.cli.watch;

import picocli.CommandLine.Command;

/** Groups what can be watched. */
@Command(
        name = "watch",
        description = "Follow events as they are published.",
        subcommands = {WatchEventsCommand.class, WatchMergesCommand.class})
public final class WatchCommand {}
