package io.certconnect.cli.send;

import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "record",
        description = {
            "Send exams, certifications and badges, one record per line. Nothing is sent if any line is bad.",
            "",
            "  {\"certificationProfileId\": \"cert-1\", \"certificationRenewed\": {\"credentialId\": \"credential-1\","
                    + " \"expiresOn\": \"2027-03-14\"}}",
            "",
            "Each line has one of these; what is marked ? may be left out:",
            "  examTaken: attemptId, examCode, title, takenAt, score?, passed",
            "  certificationEarned: credentialId, certificationCode, title, earnedOn,",
            "    expiresOn?",
            "  certificationRenewed: credentialId, expiresOn",
            "  certificationRevoked: credentialId, reason",
            "  badgeAwarded: badgeId, achievementCode, title, awardedAt, expiresAt?,",
            "    imageUrl?",
            "  badgeRevoked: badgeId, reason",
            "",
            "Days are like 2026-03-14, times like 2026-03-14T09:26:53Z; score is a whole number, passed true or false."
                    + " kind follows from which of these it is, version is 1 and recordedAt is now if left out."
                    + " recordId follows from the line's content if left out: sending the line again is then the same"
                    + " record, and changes nothing. To correct a record, give its recordId and a higher version.",
            ""
        })
final class SendRecordCommand implements Callable<Integer> {

    @Mixin
    private final SendLines lines = new SendLines();

    @Override
    public Integer call() throws IOException {
        return lines.send(new RecordLines(Clock.systemUTC()), System.in);
    }
}
