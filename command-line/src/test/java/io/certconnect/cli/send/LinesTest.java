package io.certconnect.cli.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.cli.lines.Line;
import io.certconnect.cli.lines.LineFormat;
import io.certconnect.cli.lines.Lines;
import io.certconnect.v1.ConnectRequested;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("rules")
final class LinesTest {

    private static final Instant NOW = Instant.parse("2026-03-14T09:26:53.589Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final LineFormat CONNECT = new ConnectLines(CLOCK);
    private static final LineFormat PROFILE = new ProfileLines(CLOCK);
    private static final String ZOE =
            "{\"learnProfileId\":\"learn-1\",\"accounts\":[{\"accountId\":\"zoe\",\"kind\":\"PERSONAL\"}]}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"accounts":[]}                                                    | learnProfileId: missing
            {"learnProfileId":"l","accounts":[]}                               | accounts: at least one
            {"learnProfileId":" ","accounts":[{"accountId":"a","kind":"PERSONAL"}]} | learnProfileId: is blank
            {"learnProfileId":"l","accounts":[{"accountId":"","kind":"PERSONAL"}]} | accounts[0].accountId: is blank
            {"learnProfileId":"l","accounts":[{"accountId":"a","kind":"UNKNOWN"}]} | accounts[0].kind: UNKNOWN is for
            {"learnProfileId":"l","accounts":[{"accountId":"a","kind":"OWN"}]} | accounts[0].kind: expected one of PERSONAL
            {"learnProfileId":"l\\u0000","accounts":[{"accountId":"a","kind":"PERSONAL"}]} | learnProfileId: holds the character U+0000
            {"learnProfileId":"\\ud800","accounts":[{"accountId":"a","kind":"PERSONAL"}]} | learnProfileId: holds half
            {"learnProfileId":"l","account":[]}                                | account: unknown field
            {"learnProfileId":"l","learnProfileId":"m"}                        | is not valid JSON at column
            {"requestId":"1-1-1-1-1","learnProfileId":"l","accounts":[]}       | requestId: expected a UUID
            [1]                                                                | is not a JSON object
            {"learnProfileId":                                                 | is not valid JSON at column
            """)
    void saysInWordsWhatIsWrongWithARequest(String line, String why) throws IOException {
        assertThat(ReadLines.why(CONNECT, line)).startsWith(why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"certificationProfileId":"c","status":"ACTIVE"}                   | version: missing
            {"certificationProfileId":"c","status":"UNKNOWN","version":1}      | status: UNKNOWN is for readers
            {"certificationProfileId":"c","status":"HELD","version":1,"accountId":""} | accountId: is blank
            {"certificationProfileId":"c","status":"HELD","version":1,"email":"\\u0000"} | email: holds the character U+0000
            {"certificationProfileId":"c","erase":false}                       | erase: such a line is
            {"certificationProfileId":"c","erase":true,"version":1}            | erase: such a line is
            {"certificationProfileId":" ","erase":true}                        | certificationProfileId: is blank
            """)
    void saysInWordsWhatIsWrongWithAProfile(String line, String why) throws IOException {
        assertThat(ReadLines.why(PROFILE, line)).startsWith(why);
    }

    @Test
    void refusesIdsAndAccountsBeyondTheContract() throws IOException {
        String account = "{\"accountId\":\"a\",\"kind\":\"PERSONAL\"}";
        String longId = request("l".repeat(129), account);
        String manyAccounts = request("l", (account + ",").repeat(16) + account);

        assertThat(ReadLines.all(CONNECT, request("l".repeat(128), (account + ",").repeat(15) + account)))
                .allMatch(line -> line instanceof Line.Good);
        assertThat(ReadLines.why(CONNECT, longId)).isEqualTo("learnProfileId: is longer than 128 characters");
        assertThat(ReadLines.why(CONNECT, manyAccounts)).isEqualTo("accounts: 17 are too many; at most 16");
    }

    @Test
    void countsLinesAsEditorsDoAndPassesOverBlankOnes() throws IOException {
        List<Line> lines = ReadLines.all(CONNECT, "\uFEFF" + ZOE + "\r\n\n  \n" + ZOE + "\nnonsense");

        assertThat(lines).extracting(Line::number).containsExactly(1L, 4L, 5L);
        assertThat(lines.get(1)).isInstanceOf(Line.Good.class);
    }

    @Test
    void goesOnAfterALineThatIsTooLongOrNotUtf8() throws IOException {
        String tooLong = " ".repeat(Lines.LONGEST_BYTES + 1);
        byte[] text = ("\u00e9\n" + tooLong + "\n" + ZOE).getBytes(StandardCharsets.ISO_8859_1);

        List<Line> lines = ReadLines.all(CONNECT, new ByteArrayInputStream(text));

        assertThat(lines.get(0)).isEqualTo(new Line.Bad(1, "is not UTF-8"));
        assertThat(lines.get(1)).isEqualTo(new Line.Bad(2, "is longer than 200 KB"));
        assertThat(lines.get(2)).isInstanceOf(Line.Good.class);
    }

    @Test
    void givesTheSameContentTheSameRequestIdWheneverItIsSent() throws IOException {
        ConnectRequested first = request(new ConnectLines(CLOCK), ZOE);
        ConnectRequested later = request(
                new ConnectLines(Clock.offset(CLOCK, Duration.ofDays(1))),
                ZOE.replace("\"learnProfileId\":", " \"learnProfileId\" : "));
        ConnectRequested other = request(CONNECT, ZOE.replace("PERSONAL", "WORK_OR_SCHOOL"));

        assertThat(first.getRequestedAt()).isEqualTo(NOW);
        assertThat(later.getRequestedAt()).isAfter(NOW);
        assertThat(later.getRequestId()).isEqualTo(first.getRequestId());
        assertThat(other.getRequestId()).isNotEqualTo(first.getRequestId());
    }

    @Test
    void keepsTheRequestIdThatALineGives() throws IOException {
        String id = "3f0d2c5e-8a41-4c7b-9d1a-5b2e6f7a8c90";

        assertThat(request(CONNECT, ZOE.replace("{\"learn", "{\"requestId\":\"" + id + "\",\"learn"))
                        .getRequestId())
                .hasToString(id);
    }

    private static String request(String learnProfile, String accounts) {
        return "{\"learnProfileId\":\"" + learnProfile + "\",\"accounts\":[" + accounts + "]}";
    }

    private static ConnectRequested request(LineFormat format, String line) throws IOException {
        return (ConnectRequested) ReadLines.message(format, line).value();
    }
}
