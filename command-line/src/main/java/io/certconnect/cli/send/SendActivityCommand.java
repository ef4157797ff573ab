package io.certconnect.cli.send;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "activity",
        description = {
            "Send what learners completed on Learn, one activity per line. Nothing is sent if any line is bad.",
            "",
            "  {\"learnProfileId\": \"learn-1\", \"kind\": \"MODULE\", \"code\": \"module-7\", \"title\": \"Keys\","
                    + " \"completedAt\": \"2026-03-14T09:26:53Z\"}",
            "",
            "kind is MODULE, LEARNING_PATH, COURSE or ASSESSMENT. version is 1 if left out. activityId follows from the"
                    + " line's content if left out: sending the line again is then the same activity, and changes"
                    + " nothing. To correct an activity, give its activityId and a higher version.",
            ""
        })
final class SendActivityCommand implements Callable<Integer> {

    @Mixin
    private final SendLines lines = new SendLines();

    @Override
    public Integer call() throws IOException {
        return lines.send(new ActivityLines(), System.in);
    }
}
