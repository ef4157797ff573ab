package io.certconnect.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.certconnect.schemas.Samples;
import io.certconnect.v1.CertificationRecorded;
import io.certconnect.v1.ConnectRequested;
import io.certconnect.v1.MergeRequested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("rules")
class JsonRecordsTest {

    private static final String REQUEST = JsonRecords.write(Samples.connectRequested());

    @Test
    void anOptionalFieldMayBeLeftOutOrNull() {
        String withNull = REQUEST.replace("\"requestedAt\"", "\"certificationProfileId\":null,\"requestedAt\"");

        assertThat(JsonRecords.read(ConnectRequested.class, REQUEST)).isEqualTo(Samples.connectRequested());
        assertThat(JsonRecords.read(ConnectRequested.class, withNull)).isEqualTo(Samples.connectRequested());
    }

    @Test
    void aFieldWithADefaultMayBeLeftOut() {
        String json =
                JsonRecords.write(Samples.all().get("merge-requested-merge")).replace("\"dryRun\":false,", "");

        assertThat(json).doesNotContain("dryRun");
        assertThat(JsonRecords.read(MergeRequested.class, json).getDryRun()).isFalse();
    }

    @Test
    void aMissingFieldIsNamed() {
        assertThatThrownBy(() -> read(REQUEST.replace("\"learnProfileId\":\"learn-1\",", "")))
                .isInstanceOf(JsonRecordException.class)
                .hasMessage("learnProfileId: missing; ConnectRequested needs it");
    }

    @Test
    void anUnknownFieldIsNamedWithWhereItIs() {
        assertThatThrownBy(() -> read(REQUEST.replaceFirst("\"kind\"", "\"type\":1,\"kind\"")))
                .isInstanceOf(JsonRecordException.class)
                .hasMessage("accounts[0].type: unknown field; Account has accountId, kind");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"learn-1\"|5|learnProfileId: expected text, got a number",
                "\"learn-1\"|null|learnProfileId: expected text, got a null",
                "\"3f0d2c5e-8a41-4c7b-9d1a-5b2e6f7a8c90\"|\"1-1-1-1-1\"|requestId: expected a UUID like",
                "\"PERSONAL\"|\"personal\"|accounts[0].kind: expected one of PERSONAL, WORK_OR_SCHOOL, UNKNOWN",
                "\"2026-03-14T09:26:53.589Z\"|\"yesterday\"|requestedAt: expected a time like",
                "\"2026-03-14T09:26:53.589Z\"|\"+1000000000-12-31T23:59:59Z\"|requestedAt: expected a time like",
                "\"2026-03-14T09:26:53.589Z\"|1773480413589|requestedAt: expected a time like",
            })
    void aWrongValueIsNamedWithWhatWasExpected(String value, String wrong, String message) {
        assertThat(REQUEST).contains(value);

        assertThatThrownBy(() -> read(REQUEST.replace(value, wrong)))
                .isInstanceOf(JsonRecordException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"score\":812|\"score\":3000000000|examTaken.score: expected a whole number of at most 32 bits",
                "\"passed\":true|\"passed\":\"yes\"|examTaken.passed: expected true or false, got another text",
                "\"version\":1|\"version\":1.5|version: expected a whole number",
                "\"examTaken\":{|\"examTaken\":[{|Not valid JSON",
            })
    void nestedValuesAreCheckedToo(String value, String wrong, String message) {
        String json = JsonRecords.write(Samples.all().get("certification-recorded-exam-taken"));
        assertThat(json).contains(value);

        assertThatThrownBy(() -> JsonRecords.read(CertificationRecorded.class, json.replace(value, wrong)))
                .isInstanceOf(JsonRecordException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "[]", "7", "{", "{} {}", "{\"requestId\":1,\"requestId\":1}", "secret"})
    void whatIsNoObjectIsRefusedWithoutRepeatingIt(String json) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(JsonRecordException.class)
                .hasMessageNotContaining("secret");
    }

    private static ConnectRequested read(String json) {
        return JsonRecords.read(ConnectRequested.class, json);
    }
}
