package io.certconnect.merge.flow;

import static io.certconnect.merge.flow.Samples.active;
import static io.certconnect.merge.flow.Samples.approving;
import static io.certconnect.merge.flow.Samples.merge;
import static io.certconnect.merge.flow.Samples.preview;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.flow.Books;
import io.certconnect.flow.WorkerInstance;
import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.ledger.Decision;
import io.certconnect.ledger.ProfileStatus;
import io.certconnect.merge.flow.Samples.Pair;
import io.certconnect.merge.rules.MergeRejection;
import io.certconnect.v1.MergeDecided;
import io.certconnect.v1.MergeOutcome;
import io.certconnect.v1.MergePreviewed;
import io.certconnect.v1.MergeRequested;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From a request on its topic to the event on its own, and what the ledger keeps of it. */
@Tag("flow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MergeRequestsTest {

    private final Merging merging = new Merging();
    private WorkerInstance worker;
    private Books books;

    @BeforeAll
    void startWorker() {
        worker = merging.start("one").ready();
    }

    @AfterAll
    void stopWorker() {
        worker.close();
    }

    @BeforeEach
    void openBooks() {
        books = merging.openBooks();
    }

    @Test
    void mergesTwoProfilesAndKeepsWhoAskedAndWhy() {
        Pair pair = known();
        String learner = Samples.learner();
        merging.connect(learner, pair.survivor());
        MergeRequested request = pair.merge();

        MergeDecided event = decided(request);

        assertThat(event.getOutcome()).isEqualTo(MergeOutcome.MERGED);
        assertThat(event.getMerged().getLearnProfileId()).isEqualTo(learner);
        assertThat(event.getMerged().getAbsorbedIds()).containsExactly(pair.absorbed());
        assertThat(event.getMerged().getAlreadyMerged()).isFalse();
        assertThat(event.getRequestedBy()).isEqualTo(Samples.AGENT);
        assertThat(event.getTicket()).isEqualTo(Samples.TICKET);
        assertThat(merging.survivorOf(pair.absorbed())).isEqualTo(pair.survivor());
        Decision decision = merging.decisionOn(request);
        assertThat(decision.outcome()).isEqualTo("MERGED");
        assertThat(decision.rule()).isEqualTo("MERGE");
        assertThat(decision.profile()).isEqualTo(new CertificationProfileId(pair.survivor()));
        assertThat(decision.otherProfile()).isEqualTo(new CertificationProfileId(pair.absorbed()));
        JsonNode facts = JsonMapper.shared().readTree(decision.facts());
        assertThat(facts.get("requestedBy").asString()).isEqualTo(Samples.AGENT);
        assertThat(facts.get("ticket").asString()).isEqualTo(Samples.TICKET);
        assertThat(facts.get("reason").asString()).isEqualTo(Samples.REASON);
    }

    @Test
    void saysSoWhenTheyWereMergedBefore() {
        Pair pair = known();
        MergeRequested again = pair.merge();

        MergeDecided first = decided(pair.merge());
        MergeDecided second = decided(again);

        assertThat(second.getMerged().getAlreadyMerged()).isTrue();
        assertThat(second.getSequence()).isGreaterThan(first.getSequence());
        assertThat(merging.decisionOn(again).rule()).isEqualTo("MERGED_BEFORE");
    }

    @Test
    void bringsAlongWhatWasMergedIntoTheAbsorbedProfile() {
        Pair pair = known();
        String under = Samples.profile();
        merging.know(active(under));

        decided(merge(pair.absorbed(), under));
        MergeDecided event = decided(pair.merge());

        assertThat(event.getMerged().getAbsorbedIds()).containsExactlyInAnyOrder(pair.absorbed(), under);
    }

    @Test
    void releasesWhatWasMerged() {
        Pair pair = known();
        MergeRequested request = pair.unmerge();

        decided(pair.merge());
        MergeDecided event = decided(request);

        assertThat(event.getOutcome()).isEqualTo(MergeOutcome.UNMERGED);
        assertThat(event.getUnmerged().getReleasedIds()).containsExactly(pair.absorbed());
        assertThat(merging.survivorOf(pair.absorbed())).isEqualTo(pair.absorbed());
        assertThat(merging.decisionOn(request).rule()).isEqualTo("UNMERGE");
    }

    @Test
    void doesWhatWasPreviewed() {
        Pair pair = known();

        MergePreviewed previewed = previewed(preview(pair.merge()));
        String before = merging.survivorOf(pair.absorbed());
        MergeDecided event = decided(approving(previewed.getPlanHash(), pair.merge()));

        assertThat(previewed.getAbsorbedIds()).containsExactly(pair.absorbed());
        assertThat(previewed.getWouldBe()).isNull();
        assertThat(before).as("after the preview").isEqualTo(pair.absorbed());
        assertThat(event.getOutcome()).isEqualTo(MergeOutcome.MERGED);
        assertThat(event.getMerged().getAbsorbedIds()).isEqualTo(previewed.getAbsorbedIds());
    }

    @Test
    void saysInAPreviewWhatWouldStandInTheWay() {
        Pair pair = known();
        merging.connect(Samples.learner(), pair.absorbed());

        MergePreviewed previewed = previewed(preview(pair.merge()));

        assertThat(previewed.getWouldBe()).isEqualTo(io.certconnect.v1.MergeRejection.ABSORBED_IS_CONNECTED);
    }

    @Test
    void tellsCloudEventsReadersWhatItIs() {
        Pair pair = known();
        MergeRequested request = pair.merge();

        MergeDecided decided = decided(request);

        ConsumerRecord<byte[], byte[]> event = books.events().getFirst();
        Decision decision = merging.decisionOn(request);
        assertThat(new String(event.key(), UTF_8)).isEqualTo(pair.survivor());
        assertThat(decided.getSequence()).isEqualTo(decision.sequence());
        assertThat(decided.getDecidedAt()).isEqualTo(decision.decidedAt());
        assertThat(headers(event))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", decided.getEventId().toString(),
                        "ce_source", "/certconnect/merge-worker",
                        "ce_type", "io.certconnect.v1.MergeDecided",
                        "ce_time", decision.decidedAt().toString(),
                        "content-type", "application/avro"));
    }

    @ParameterizedTest
    @EnumSource
    void rejectsAndSaysWhyAndWhatHelps(MergeRejection reason) {
        MergeRequested request = requestRejectedFor(reason);

        MergeDecided event = decided(request);

        assertThat(event.getOutcome()).isEqualTo(MergeOutcome.REJECTED);
        assertThat(event.getMerged()).isNull();
        assertThat(event.getRejected().getReason()).hasToString(reason.name());
        assertThat(event.getRejected().getRemedy()).hasToString(reason.remedy().name());
        assertThat(event.getRejected().getRetryable()).isEqualTo(reason.retryable());
        assertThat(event.getRejected().getDetail()).isNotBlank();
        assertThat(merging.decisionOn(request).outcome()).isEqualTo(reason.name());
    }

    private MergeRequested requestRejectedFor(MergeRejection reason) {
        Pair pair = known();
        MergeRequested request = pair.merge();
        String third = Samples.profile();
        return switch (reason) {
            case NOT_AUTHORISED ->
                MergeRequested.newBuilder(request).setTicket(" ").build();
            case INVALID_REQUEST -> merge(pair.survivor(), "");
            case SAME_PROFILE -> merge(pair.survivor(), pair.survivor());
            case PROFILE_UNKNOWN -> merge(pair.survivor(), third);
            case SURVIVOR_IS_ABSORBED -> {
                merging.know(active(third));
                decided(merge(third, pair.survivor()));
                yield request;
            }
            case ABSORBED_ELSEWHERE -> {
                merging.know(active(third));
                decided(merge(third, pair.absorbed()));
                yield request;
            }
            case PROFILE_NOT_ACTIVE -> {
                merging.know(Samples.changed(third, ProfileStatus.HELD));
                yield merge(pair.survivor(), third);
            }
            case BOTH_CONNECTED -> {
                merging.connect(Samples.learner(), pair.survivor());
                merging.connect(Samples.learner(), pair.absorbed());
                yield request;
            }
            case ABSORBED_IS_CONNECTED -> {
                merging.connect(Samples.learner(), pair.absorbed());
                yield request;
            }
            case PLAN_CHANGED -> {
                String planHash = previewed(preview(request)).getPlanHash();
                merging.connect(Samples.learner(), pair.survivor());
                yield approving(planHash, request);
            }
            case NOT_MERGED -> pair.unmerge();
        };
    }

    @Test
    void tellsNobodyTheNamesAndAddressesInTheDirectory() {
        Pair pair = known();

        decided(preview(pair.merge()));
        decided(pair.merge());
        decided(merge(pair.absorbed(), pair.survivor()));
        decided(pair.unmerge());

        assertThat(merging.platform()
                        .sql()
                        .sql("select legal_name || ' ' || email from ledger.certification_profile where id in (?, ?)")
                        .params(pair.survivor(), pair.absorbed())
                        .query(String.class)
                        .list())
                .hasSize(2)
                .containsOnly(Samples.NAME + " " + Samples.EMAIL);
        assertThat(books.events()).hasSize(4).allSatisfy(event -> {
            assertThat(event.value()).asString(UTF_8).doesNotContain(Samples.NAME, Samples.EMAIL);
            assertThat(headers(event).toString()).doesNotContain(Samples.NAME, Samples.EMAIL);
        });
        assertThat(merging.platform()
                        .sql()
                        .sql("select facts::text from ledger.decision where certification_profile_id in (?, ?)")
                        .params(pair.survivor(), pair.absorbed())
                        .query(String.class)
                        .list())
                .hasSize(4)
                .allSatisfy(facts -> assertThat(facts).doesNotContain(Samples.NAME, Samples.EMAIL));
    }

    private Pair known() {
        Pair pair = Pair.fresh();
        merging.know(pair.known());
        return pair;
    }

    private MergeDecided decided(MergeRequested request) {
        merging.request(request);
        return merging.answerTo(request, books);
    }

    private MergePreviewed previewed(MergeRequested request) {
        MergeDecided event = decided(request);
        assertThat(event.getOutcome()).isEqualTo(MergeOutcome.PREVIEWED);
        return event.getPreviewed();
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> event) {
        Map<String, String> headers = new TreeMap<>();
        event.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return headers;
    }
}
