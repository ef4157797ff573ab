package io.certconnect.cli.send;

import picocli.CommandLine.Command;

/** Groups what can be sent. */
@Command(
        name = "send",
        description = "Send records from a file, after checking all of them.",
        subcommands = {
            SendConnectCommand.class,
            SendProfileCommand.class,
            SendRecordCommand.class,
            SendActivityCommand.class
        })
public final class SendCommand {}
