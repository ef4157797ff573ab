package io.certconnect.cli.send;

import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "profile",
        description = {
            "Send changes of certification profiles, one per line. Nothing is sent if any line is bad.",
            "",
            "  {\"certificationProfileId\": \"cert-1\", \"accountId\": \"zoe\", \"status\": \"ACTIVE\", \"version\": 1}",
            "  {\"certificationProfileId\": \"cert-2\", \"erase\": true}",
            "",
            "status is ACTIVE, HELD or CLOSED; version grows with every change to a profile, and an older one is ignored."
                    + " legalName and email may be given. updatedAt is now if left out. A line with erase erases the"
                    + " profile for good.",
            ""
        })
final class SendProfileCommand implements Callable<Integer> {

    @Mixin
    private final SendLines lines = new SendLines();

    @Override
    public Integer call() throws IOException {
        return lines.send(new ProfileLines(Clock.systemUTC()), System.in);
    }
}
