package io.certconnect.records.api;

import static io.certconnect.records.api.Samples.NOON;
import static io.certconnect.records.api.Samples.awarded;
import static io.certconnect.records.api.Samples.badgeRevoked;
import static io.certconnect.records.api.Samples.connected;
import static io.certconnect.records.api.Samples.earned;
import static io.certconnect.records.api.Samples.exam;
import static io.certconnect.records.api.Samples.learnt;
import static io.certconnect.records.api.Samples.revoked;
import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.records.api.ServedApi.Answer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What a client gets for a learner that it knows the id of. */
@Tag("worker")
class LearnerControllerTest {

    private static final TestStores STORES = new TestStores();
    private static final ServedApi API = new ServedApi(STORES.transcript(), STORES.badge());

    @AfterAll
    static void stop() {
        API.close();
    }

    @Test
    void aTranscriptShowsOfEachEntryWhatItsTypeHas() {
        STORES.transcriptTakesIn(
                connected("l1", "c1"),
                exam("c1", "a1", NOON, 700, true),
                earned("c1", "k1", LocalDate.of(2024, 5, 1), null),
                learnt("l1", "x1", NOON.minusSeconds(1)));

        Answer answer = API.get("/api/learn-profiles/l1/transcript");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.json()).isEqualTo(json("""
                {"entries": [
                  {"entryType": "EXAM", "attemptId": "a1", "examCode": "EX-1", "title": "Exam one",
                   "takenAt": "2024-05-01T12:00:00Z", "attempt": 1, "score": 700, "passed": true,
                   "provenance": {"certificationProfileId": "c1", "recordId": "r-a1", "recordIds": ["r-a1"],
                                  "throughMerge": false}},
                  {"entryType": "LEARN_ACTIVITY", "activityId": "x1", "kind": "MODULE", "code": "MOD-1",
                   "title": "Module one", "completedAt": "2024-05-01T11:59:59Z"},
                  {"entryType": "CERTIFICATION", "credentialId": "k1", "certificationCode": "CERT-1",
                   "title": "Certification one", "earnedOn": "2024-05-01", "state": "ACTIVE", "renewals": 0,
                   "provenance": {"certificationProfileId": "c1", "recordId": "r-k1", "recordIds": ["r-k1"],
                                  "throughMerge": false}}
                ]}"""));
    }

    @Test
    void whatWasRevokedSaysWhy() {
        STORES.transcriptTakesIn(
                connected("l2", "c2"),
                earned("c2", "k1", LocalDate.of(2024, 5, 1), LocalDate.of(2030, 1, 1)),
                revoked("c2", "k1", "fraud"));
        STORES.badgesTakeIn(
                connected("l2", "c2"),
                awarded("c2", "b1", NOON, "https://images.example/b1"),
                badgeRevoked("c2", "b1", "withdrawn"));

        Answer transcript = API.get("/api/learn-profiles/l2/transcript");
        Answer badges = API.get("/api/learn-profiles/l2/badges");

        assertThat(transcript.json().at("/entries/0/state").asString()).isEqualTo("REVOKED");
        assertThat(transcript.json().at("/entries/0/revocationReason").asString())
                .isEqualTo("fraud");
        assertThat(badges.json()).isEqualTo(json("""
                {"badges": [
                  {"badgeId": "b1", "achievementCode": "ACH-1", "title": "Achievement one",
                   "awardedAt": "2024-05-01T12:00:00Z", "imageUrl": "https://images.example/b1", "state": "REVOKED",
                   "revocationReason": "withdrawn",
                   "provenance": {"certificationProfileId": "c2", "recordId": "r-b1",
                                  "recordIds": ["r-b1", "r-b1-revoked"], "throughMerge": false}}
                ]}"""));
    }

    @Test
    void statisticsCountTheTranscript() {
        STORES.transcriptTakesIn(
                connected("l3", "c3"),
                exam("c3", "a1", NOON, null, false),
                exam("c3", "a2", NOON.plusSeconds(60), 800, true),
                learnt("l3", "x1", NOON.minusSeconds(60)));

        Answer answer = API.get("/api/learn-profiles/l3/statistics");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(json("""
                {"examAttempts": 2, "examsPassed": 1, "certifications": 0, "activeCertifications": 0, "renewalsDue": 0,
                 "learnActivities": 1, "firstActivityAt": "2024-05-01T11:59:00Z",
                 "lastActivityAt": "2024-05-01T12:01:00Z"}"""));
    }

    @Test
    void linksLeadThroughAllPagesThoughEntriesAreOfOneTime() {
        STORES.transcriptTakesIn(connected("l/4 ü", "c4"));
        STORES.badgesTakeIn(connected("l/4 ü", "c4"));
        for (int i = 0; i < 5; i++) {
            STORES.transcriptTakesIn(exam("c4", "a" + i, NOON, 700, true), learnt("l/4 ü", "x" + i, NOON));
            STORES.badgesTakeIn(awarded("c4", "b" + i, NOON, null));
        }

        assertThat(idsThroughAllPages("/api/learn-profiles/l%2F4%20%C3%BC/transcript?limit=3", "entries"))
                .containsExactly("a0", "a1", "a2", "a3", "a4", "x0", "x1", "x2", "x3", "x4");
        assertThat(idsThroughAllPages("/api/learn-profiles/l%2F4%20%C3%BC/badges?limit=2", "badges"))
                .containsExactly("b0", "b1", "b2", "b3", "b4");
    }

    private static List<String> idsThroughAllPages(String first, String list) {
        List<String> ids = new ArrayList<>();
        String path = first;
        for (int pages = 0; pages < 10; pages++) {
            Answer answer = API.get(path);
            assertThat(answer.status()).isEqualTo(200);
            answer.json()
                    .get(list)
                    .forEach(entry -> ids.add(entry.properties().stream()
                            .filter(property -> property.getKey().matches("(attempt|activity|badge)Id"))
                            .findFirst()
                            .orElseThrow()
                            .getValue()
                            .asString()));
            if (!answer.json().has("next")) {
                assertThat(answer.header("link")).isEmpty();
                return ids;
            }
            path = answer.json().get("next").asString();
            assertThat(answer.header("link")).isEqualTo("<" + path + ">; rel=\"next\"");
        }
        throw new AssertionError("The pages do not end: " + ids);
    }

    private static Object json(String text) {
        return new JsonMapper().readTree(text);
    }
}
