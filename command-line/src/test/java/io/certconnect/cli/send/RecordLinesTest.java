package io.certconnect.cli.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.cli.lines.LineFormat;
import io.certconnect.cli.lines.Message;
import io.certconnect.v1.CertificationRecorded;
import io.certconnect.v1.RecordKind;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("rules")
final class RecordLinesTest {

    private static final Instant NOW = Instant.parse("2026-03-14T09:26:53.589Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final LineFormat RECORD = new RecordLines(CLOCK);
    private static final String RENEWED =
            "{\"certificationProfileId\":\"c\",\"certificationRenewed\":{\"credentialId\":\"x\",\"expiresOn\":\"2027-03-14\"}}";

    /** Each beside {@code "certificationProfileId":"c"}. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "kind":"EXAM_TAKEN"                                         | does not say what was recorded; give examTaken, certificationEarned, certificationRenewed, certificationRevoked, badgeAwarded or badgeRevoked
            "examTaken":null                                            | does not say what was recorded
            "examTakn":{}                                               | examTakn: unknown field
            "badgeRevoked":{"badgeId":"b","reason":"r"},"certificationRevoked":{"credentialId":"x","reason":"r"} | certificationRevoked, badgeRevoked: a record has only one of them; give each a line
            "kind":"BADGE_AWARDED","badgeRevoked":{"badgeId":"b","reason":"r"} | kind: is not that of badgeRevoked; say BADGE_REVOKED, or leave it out
            "kind":"UNKNOWN","badgeRevoked":{"badgeId":"b","reason":"r"} | kind: is not that of badgeRevoked; say BADGE_REVOKED
            "kind":"BADGE_LOST","badgeRevoked":{"badgeId":"b","reason":"r"} | kind: expected one of EXAM_TAKEN, CERTIFICATION_EARNED
            "badgeRevoked":{"badgeId":" ","reason":"r"}                 | badgeRevoked.badgeId: is blank
            "badgeRevoked":{"badgeId":"b","reason":" "}                 | badgeRevoked.reason: is blank
            "badgeRevoked":{"badgeId":"b\\u0000","reason":"r"}          | badgeRevoked.badgeId: holds the character U+0000
            "badgeRevoked":{"badgeId":"b","reason":"r","by":"me"}       | badgeRevoked.by: unknown field; BadgeRevoked has badgeId, reason
            "recordId":"","badgeRevoked":{"badgeId":"b","reason":"r"}   | recordId: is blank
            "recordedAt":"2026-03-14","badgeRevoked":{"badgeId":"b","reason":"r"} | recordedAt: expected a time like
            "certificationRenewed":{"credentialId":"x","expiresOn":"14.3.2027"} | certificationRenewed.expiresOn: expected a date like 2026-03-14
            "certificationRenewed":{"credentialId":"x","expiresOn":"2027-02-29"} | certificationRenewed.expiresOn: expected a date like 2026-03-14
            "certificationEarned":{"credentialId":"x","certificationCode":"e","title":"E","earnedOn":"2026-03-14","expiresOn":"2026-03-13"} | certificationEarned.expiresOn: is before earnedOn; leave it out if
            "badgeAwarded":{"badgeId":"b","achievementCode":"a","title":"A","awardedAt":"2026-03-14T09:26:53Z","expiresAt":"2026-03-14T09:26:52Z"} | badgeAwarded.expiresAt: is before awardedAt; leave it out if
            "badgeAwarded":{"badgeId":"b","achievementCode":"a","title":"A","awardedAt":"2026-03-14T09:26:53Z","imageUrl":"\\u0000"} | badgeAwarded.imageUrl: holds the character U+0000
            """)
    void saysInWordsWhatIsWrongWithARecord(String fields, String why) throws IOException {
        assertThat(ReadLines.why(RECORD, "{\"certificationProfileId\":\"c\"," + fields + "}"))
                .startsWith(why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "kind":"UNKNOWN","code":"m","title":"M"                     | kind: UNKNOWN is for readers; say MODULE, LEARNING_PATH, COURSE or ASSESSMENT
            "code":"m","title":"M"                                      | kind: missing
            "kind":"MODULE","code":"m","title":" "                      | title: is blank
            "kind":"MODULE","code":"","title":"M"                       | code: is blank
            "activityId":" ","kind":"MODULE","code":"m","title":"M"     | activityId: is blank
            "kind":"MODULE","code":"m","title":"M","completedOn":"2026-03-14" | completedOn: unknown field
            """)
    void saysInWordsWhatIsWrongWithAnActivity(String fields, String why) throws IOException {
        String line = "{\"learnProfileId\":\"l\",\"completedAt\":\"2026-03-14T09:26:53Z\"," + fields + "}";

        assertThat(ReadLines.why(new ActivityLines(), line)).startsWith(why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            EXAM_TAKEN            | "examTaken":{"attemptId":"t","examCode":"e","title":"E","takenAt":"2026-03-14T09:26:53Z","passed":true}
            CERTIFICATION_EARNED  | "certificationEarned":{"credentialId":"x","certificationCode":"e","title":"E","earnedOn":"2026-03-14","expiresOn":"2026-03-14"}
            CERTIFICATION_RENEWED | "certificationRenewed":{"credentialId":"x","expiresOn":"2027-03-14"}
            CERTIFICATION_REVOKED | "certificationRevoked":{"credentialId":"x","reason":"r"}
            BADGE_AWARDED         | "badgeAwarded":{"badgeId":"b","achievementCode":"a","title":"A","awardedAt":"2026-03-14T09:26:53Z"}
            BADGE_REVOKED         | "badgeRevoked":{"badgeId":"b","reason":"r"}
            """)
    void fillsInWhatFollowsFromTheDetail(RecordKind kind, String detail) throws IOException {
        String line = "{\"certificationProfileId\":\"c\"," + detail + "}";
        String inFull = "{\"kind\":\"" + kind + "\",\"recordedAt\":\"" + NOW + "\",\"version\":1," + line.substring(1);

        CertificationRecorded record = record(RECORD, line);

        assertThat(record.getKind()).isEqualTo(kind);
        assertThat(record).isEqualTo(record(RECORD, inFull));
    }

    @Test
    void givesTheSameContentTheSameRecordIdWheneverItIsSent() throws IOException {
        CertificationRecorded first = record(RECORD, RENEWED);
        CertificationRecorded later = record(
                new RecordLines(Clock.offset(CLOCK, Duration.ofDays(1))),
                RENEWED.replace(
                        "\"credentialId\":\"x\",\"expiresOn\":\"2027-03-14\"",
                        "\"expiresOn\":\"2027-03-14\", \"credentialId\":\"x\""));
        CertificationRecorded renewedAgain = record(RECORD, RENEWED.replace("2027", "2028"));
        CertificationRecorded another = record(RECORD, RENEWED.replace("\"c\"", "\"d\""));

        assertThat(later.getRecordedAt()).isAfter(first.getRecordedAt());
        assertThat(later.getRecordId()).isEqualTo(first.getRecordId());
        assertThat(renewedAgain.getRecordId()).isNotEqualTo(first.getRecordId());
        assertThat(another.getRecordId()).isNotEqualTo(first.getRecordId());
    }

    @Test
    void keepsTheRecordIdAndTheVersionThatALineGives() throws IOException {
        Message message = ReadLines.message(RECORD, "{\"recordId\":\"r-1\",\"version\":2," + RENEWED.substring(1));

        assertThat(message.id()).isEqualTo("r-1/2");
        assertThat(message.key()).isEqualTo("c");
        assertThat(message.value()).extracting("recordId", "version").containsExactly("r-1", 2L);
    }

    @Test
    void givesTheSameActivityTheSameIdAndAnotherAnother() throws IOException {
        String line = "{\"learnProfileId\":\"l\",\"kind\":\"MODULE\",\"code\":\"m\",\"title\":\"M\","
                + "\"completedAt\":\"2026-03-14T09:26:53Z\"}";

        String id = ReadLines.message(new ActivityLines(), line).id();

        assertThat(id).endsWith("/1");
        assertThat(ReadLines.message(
                                new ActivityLines(), line.replace(":", " : ").replace("09 : 26 : 53", "09:26:53"))
                        .id())
                .isEqualTo(id);
        for (String other : new String[] {"\"l\"/\"k\"", "MODULE/COURSE", "\"m\"/\"n\"", "\"M\"/\"N\"", "53Z/54Z"}) {
            String[] change = other.split("/");
            assertThat(ReadLines.message(new ActivityLines(), line.replace(change[0], change[1]))
                            .id())
                    .isNotEqualTo(id);
        }
    }

    private static CertificationRecorded record(LineFormat format, String line) throws IOException {
        return (CertificationRecorded) ReadLines.message(format, line).value();
    }
}
