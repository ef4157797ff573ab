package io.certconnect.cli.send;

import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "connect",
        description = {
            "Send connection requests, one per line. Nothing is sent if any line is bad.",
            "",
            "  {\"learnProfileId\": \"learn-1\", \"accounts\": [{\"accountId\": \"zoe\", \"kind\": \"PERSONAL\"}]}",
            "",
            "kind is PERSONAL or WORK_OR_SCHOOL. certificationProfileId names the profile to connect to; without it"
                    + " the personal accounts tell. requestedAt is now if left out. requestId, a UUID, follows from the"
                    + " line's content if left out: sending the line again is then the same request, and changes nothing."
                    + " Give a new requestId to ask anew.",
            ""
        })
final class SendConnectCommand implements Callable<Integer> {

    @Mixin
    private final SendLines lines = new SendLines();

    @Override
    public Integer call() throws IOException {
        return lines.send(new ConnectLines(Clock.systemUTC()), System.in);
    }
}
