package io.certconnect.records.api;

import static io.certconnect.records.api.Samples.NOON;
import static io.certconnect.records.api.Samples.connected;
import static io.certconnect.records.api.Samples.exam;
import static io.certconnect.records.api.Samples.learnt;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.records.api.ServedApi.Answer;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What a client gets when there is nothing to get, and what a cache may keep. */
@Tag("worker")
class ProblemsTest {

    private static final TestStores STORES = new TestStores();
    private static final ServedApi API = new ServedApi(STORES.transcript(), STORES.badge());

    @AfterAll
    static void stop() {
        API.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"transcript", "badges", "statistics"})
    void aLearnerIsUnknownUntilAnythingArrives(String list) {
        String path = "/api/learn-profiles/new-" + list + "/" + list;
        assertProblem(API.get(path), Problem.UNKNOWN_LEARN_PROFILE, path);

        STORES.transcriptTakesIn(learnt("new-" + list, "x1", NOON));

        assertThat(API.get(path).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"transcript", "badges", "statistics"})
    void aLearnerWhomOnlyTheBadgeStoreKnowsIsKnown(String list) {
        STORES.badgesTakeIn(connected("badge-" + list, "c-" + list));

        assertThat(API.get("/api/learn-profiles/badge-" + list + "/" + list).status())
                .isEqualTo(200);
    }

    @Test
    void badgesOfALearnerWhoIsOnlyActiveAreAnEmptyList() {
        STORES.transcriptTakesIn(learnt("active", "x1", NOON));

        Answer answer = API.get("/api/learn-profiles/active/badges");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().body()).isEqualTo("{\"badges\":[]}");
    }

    @Test
    void whatHasNotChangedIsNotSentAgain() {
        STORES.transcriptTakesIn(connected("tag", "c-tag"));
        String path = "/api/learn-profiles/tag/transcript";
        Answer first = API.get(path);
        assertThat(first.header("cache-control")).contains("private").contains("no-cache");

        Answer same = API.get(path, "If-None-Match", first.header("etag"));
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.response().body()).isEmpty();
        assertThat(same.header("etag")).isEqualTo(first.header("etag"));

        STORES.transcriptTakesIn(exam("c-tag", "a1", NOON, 700, true));

        Answer changed = API.get(path, "If-None-Match", first.header("etag"));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.header("etag")).isNotEmpty().isNotEqualTo(first.header("etag"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "501", "-1", "1.5", "ten", "", "99999999999"})
    void aLimitIsANumberFrom1To500(String limit) {
        assertProblem(
                API.get("/api/learn-profiles/any/transcript?limit=" + limit),
                Problem.INVALID_LIMIT,
                "/api/learn-profiles/any/transcript");
    }

    @Test
    void anIdIsNeitherBlankNorOverlong() {
        assertProblem(API.get("/api/learn-profiles/%20/badges"), Problem.INVALID_ID, "/api/learn-profiles/%20/badges");
        String tooLong = "/api/learn-profiles/" + "x".repeat(129) + "/statistics";
        assertProblem(API.get(tooLong), Problem.INVALID_ID, tooLong);
        assertThat(API.get("/api/learn-profiles/" + "x".repeat(128) + "/statistics")
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "%25",
                "transcript",
                "transcript|2024-05-01T12:00:00Z|EXAM",
                "transcript|yesterday|EXAM|a1",
                "transcript|2024-05-01T12:00:00Z|PARTY|a1",
                "transcript|2024-05-01T12:00:00Z|EXAM| ",
                "transcript|+999999999-01-01T00:00:00Z|EXAM|a1",
                "transcript|2024-05-01T14:00:00+02:00|EXAM|a1",
                "badges|2024-05-01T12:00:00Z|EXAM|a1",
                "badges|2024-05-01T12:00:00Z|b1"
            })
    void aCursorIsOneThatThisListGaveOut(String content) {
        String cursor = content.contains("|") ? encoded(content) : content;

        assertProblem(
                API.get("/api/learn-profiles/any/transcript?after=" + cursor),
                Problem.INVALID_CURSOR,
                "/api/learn-profiles/any/transcript");
    }

    @Test
    void aCursorOfATranscriptIsNoneOfBadges() {
        String cursor = encoded("transcript|2024-05-01T12:00:00Z|EXAM|a1");
        assertThat(API.get("/api/learn-profiles/any/transcript?after=" + cursor).status())
                .isEqualTo(404);

        assertProblem(
                API.get("/api/learn-profiles/any/badges?after=" + cursor),
                Problem.INVALID_CURSOR,
                "/api/learn-profiles/any/badges");
    }

    private static String encoded(String content) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(content.replace('|', '\0').getBytes(UTF_8));
    }

    @Test
    void otherPathsMethodsAndFormatsAreProblemsToo() {
        String path = "/api/learn-profiles/any/transcript";

        assertProblem(API.get("/api/learn-profiles/any"), Problem.UNKNOWN_PATH, "/api/learn-profiles/any");
        Answer deleted = API.send("DELETE", path);
        assertProblem(deleted, Problem.METHOD_NOT_ALLOWED, path);
        assertThat(deleted.header("allow")).contains("GET");
        assertProblem(API.get(path, "Accept", "text/html"), Problem.NOT_ACCEPTABLE, path);
    }

    @Test
    void aStoreThatIsAwayIsNotAnUnknownLearner() {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://localhost:1/nowhere");

        try (ServedApi api = new ServedApi(nowhere, nowhere)) {
            Answer answer = api.get("/api/learn-profiles/any/transcript");

            assertProblem(answer, Problem.STORE_UNAVAILABLE, "/api/learn-profiles/any/transcript");
            assertThat(answer.header("retry-after")).isEqualTo("5");
            assertThat(answer.response().body()).doesNotContain("localhost").doesNotContain("select");
        }
    }

    private static void assertProblem(Answer answer, Problem problem, String instance) {
        assertThat(answer.status()).isEqualTo(problem.status().value());
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.json().get("type").asString())
                .isEqualTo(problem.type().toString());
        assertThat(answer.json().get("status").asInt())
                .isEqualTo(problem.status().value());
        assertThat(answer.json().get("title").asString()).isNotBlank();
        assertThat(answer.json().get("detail").asString()).isNotBlank();
        assertThat(answer.json().get("instance").asString()).isEqualTo(instance);
    }
}
