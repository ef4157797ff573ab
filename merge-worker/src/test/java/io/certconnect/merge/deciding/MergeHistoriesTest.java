package io.certconnect.merge.deciding;

import static io.certconnect.merge.Requests.approving;
import static io.certconnect.merge.Requests.dryRun;
import static io.certconnect.merge.Requests.merge;
import static io.certconnect.merge.Requests.unmerge;
import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.ledger.ProfileNews;
import io.certconnect.ledger.ProfileStatus;
import io.certconnect.merge.deciding.TestLedger.Connecting;
import io.certconnect.merge.deciding.TestLedger.Decided;
import io.certconnect.merge.rules.MergeDecision;
import io.certconnect.merge.rules.MergeDecision.Previewed;
import io.certconnect.merge.rules.MergeRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random merges, unmerges, previews, connections and directory changes over a few profiles, by several threads at once.
 * Whatever the interleaving: replayed in the order of their sequence numbers, a naive ledger answers every one of them
 * alike, and ends in the same state.
 */
@Tag("storage")
class MergeHistoriesTest {

    private static final int TRIES = Integer.getInteger("certconnect.property.tries", 12);
    private static final int THREADS = 3;
    private static final int STEPS = 40;
    private static final String[] PROFILES = {"a", "b", "c", "d", "e", "f", "g"};

    private static TestLedger ledger;
    private static final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final AtomicLong version = new AtomicLong(1);

    @BeforeAll
    static void start() {
        ledger = new TestLedger();
    }

    @AfterAll
    static void stop() {
        threads.shutdownNow();
        ledger.close();
    }

    @BeforeEach
    void forget() {
        ledger.sql
                .sql("truncate ledger.certification_profile, ledger.connection, ledger.decision")
                .update();
    }

    /** Something that happened: when, what was answered, and how the naive ledger answers it. */
    private record Happened(long sequence, String answer, Function<NaiveLedger, String> naively) {}

    @Test
    void everyInterleavingIsTheHistoryThatItsSequenceNumbersTell() throws Exception {
        long seed = System.nanoTime();
        for (int attempt = 0; attempt < TRIES; attempt++) {
            forget();
            ledger.know(PROFILES);
            List<Future<List<Happened>>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Actor actor = new Actor(thread, new Random(seed + attempt * THREADS + thread));
                running.add(threads.submit(actor::act));
            }
            List<Happened> history = new ArrayList<>();
            for (Future<List<Happened>> actor : running) {
                history.addAll(actor.get());
            }
            history.sort(Comparator.comparingLong(Happened::sequence));

            assertThatTheNaiveLedgerAgrees(history, seed);
            assertThat(ledger.database.invariants().violations()).isEmpty();
        }
        assertThat(ledger.collisions).hasValue(0);
    }

    private static void assertThatTheNaiveLedgerAgrees(List<Happened> history, long seed) {
        NaiveLedger naive = new NaiveLedger();
        for (String id : PROFILES) {
            naive.change(id, ProfileStatus.ACTIVE, 1);
        }
        for (Happened happened : history) {
            assertThat(happened.answer())
                    .as("decision %d of seed %d", happened.sequence(), seed)
                    .isEqualTo(happened.naively().apply(naive));
        }
        Map<String, String> parents = new TreeMap<>();
        Map<String, String> roots = new TreeMap<>();
        ledger.sql
                .sql("select id, merged_into, root_id from ledger.certification_profile")
                .query(row -> {
                    roots.put(row.getString("id"), row.getString("root_id"));
                    if (row.getString("merged_into") != null) {
                        parents.put(row.getString("id"), row.getString("merged_into"));
                    }
                });
        Map<String, String> learners = new TreeMap<>();
        ledger.sql.sql("select * from ledger.connection").query(row -> {
            learners.put(row.getString("certification_profile_id"), row.getString("learn_profile_id"));
        });
        assertThat(parents).isEqualTo(naive.parents);
        assertThat(learners).isEqualTo(naive.learners);
        assertThat(roots).allSatisfy((id, root) -> assertThat(root).isEqualTo(naive.root(id)));
    }

    /** One thread, with learners of its own: their requests share a key, so in Kafka one worker decides them all. */
    private final class Actor {

        private final int number;
        private final Random random;
        private final List<Happened> happened = new ArrayList<>();
        private final Map<String, String> approved = new HashMap<>();

        Actor(int number, Random random) {
            this.number = number;
            this.random = random;
        }

        List<Happened> act() {
            for (int step = 0; step < STEPS; step++) {
                int dice = random.nextInt(10);
                if (dice == 0) {
                    change();
                } else if (dice <= 2) {
                    connect();
                } else {
                    decide();
                }
            }
            return happened;
        }

        private void change() {
            String id = anyKnown();
            if (random.nextInt(8) == 0) {
                long sequence = ledger.apply(new ProfileNews.Erased(new CertificationProfileId(id), TestLedger.NOW));
                happened.add(new Happened(sequence, "", naive -> {
                    naive.erase(id);
                    return "";
                }));
                return;
            }
            ProfileStatus status = random.nextInt(3) == 0 ? ProfileStatus.HELD : ProfileStatus.ACTIVE;
            long next = version.incrementAndGet();
            long sequence = ledger.apply(TestLedger.changed(id, status, next));
            happened.add(new Happened(sequence, "", naive -> {
                naive.change(id, status, next);
                return "";
            }));
        }

        private void connect() {
            String learner = "learner-" + number + "-" + random.nextInt(2);
            String id = anyKnown();
            Connecting connecting = ledger.connect(learner, id);
            happened.add(new Happened(
                    connecting.sequence(),
                    connecting.root() == null ? "none" : connecting.root().value(),
                    naive -> naive.connect(learner, id)));
        }

        private void decide() {
            MergeRequest[] batch = new MergeRequest[1 + random.nextInt(3)];
            for (int i = 0; i < batch.length; i++) {
                batch[i] = anyRequest();
            }
            List<Decided> decided = ledger.decide(number, batch);
            for (int i = 0; i < batch.length; i++) {
                MergeRequest request = batch[i];
                MergeDecision decision = decided.get(i).ruling().decision();
                String hash = decision instanceof Previewed previewed ? previewed.planHash() : null;
                if (hash != null) {
                    approved.put(request.action() + " " + request.survivor() + " " + request.absorbed(), hash);
                }
                happened.add(
                        new Happened(decided.get(i).sequence(), words(decision), naive -> naive.decide(request, hash)));
            }
        }

        private MergeRequest anyRequest() {
            String survivor = any();
            String absorbed = any();
            MergeRequest request =
                    random.nextInt(5) < 3 ? merge(survivor, absorbed) : unmergeSomething(survivor, absorbed);
            String hash = approved.get(request.action() + " " + request.survivor() + " " + request.absorbed());
            return switch (random.nextInt(4)) {
                case 0 -> dryRun(request);
                case 1 -> hash == null ? dryRun(request) : approving(hash, request);
                default -> request;
            };
        }

        /** Most pairs are not merged directly; so what was merged last is preferred. */
        private MergeRequest unmergeSomething(String survivor, String absorbed) {
            List<String> edges = ledger.sql
                    .sql("select merged_into || id from ledger.certification_profile where merged_into is not null")
                    .query(String.class)
                    .list();
            if (edges.isEmpty() || random.nextInt(4) == 0) {
                return unmerge(survivor, absorbed);
            }
            String edge = edges.get(random.nextInt(edges.size()));
            return unmerge(edge.substring(0, 1), edge.substring(1));
        }

        private String anyKnown() {
            return PROFILES[random.nextInt(PROFILES.length)];
        }

        private String any() {
            return random.nextInt(30) == 0 ? "unknown" : anyKnown();
        }
    }

    private static String words(MergeDecision decision) {
        return switch (decision) {
            case MergeDecision.Merged merged ->
                "MERGED " + merged.learnProfile() + merged.absorbedIds() + merged.already();
            case MergeDecision.Unmerged unmerged -> "UNMERGED " + unmerged.learnProfile() + unmerged.releasedIds();
            case Previewed previewed ->
                "PREVIEWED " + previewed.learnProfile() + previewed.absorbedIds() + previewed.wouldBe();
            case MergeDecision.Rejected rejected ->
                rejected.reason() + (rejected.root() == null ? "" : " " + rejected.root());
        };
    }
}
