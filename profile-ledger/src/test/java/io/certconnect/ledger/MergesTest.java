package io.certconnect.ledger;

import static io.certconnect.ledger.FreshLedger.learner;
import static io.certconnect.ledger.FreshLedger.profile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("storage")
class MergesTest {

    private static FreshLedger ledger;
    private static Trees trees;

    @BeforeAll
    static void start() {
        ledger = new FreshLedger();
        trees = new Trees(ledger);
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    @BeforeEach
    void forget() {
        ledger.sql
                .sql("truncate ledger.certification_profile, ledger.connection")
                .update();
    }

    @AfterEach
    void invariantsHold() {
        assertThat(ledger.database.invariants().violations()).isEmpty();
    }

    @Test
    void loadsTheNamedTheirRootsAndWhatIsUnderTheAbsorbed() {
        ledger.know("a", "b", "c", "s", "t", "beside", "root", "other");
        trees.merge("c", "b");
        trees.merge("b", "a");
        trees.merge("beside", "s");
        trees.merge("s", "t");
        trees.merge("t", "root");
        ledger.connect("l", "root");

        trees.inForest(Set.of("s"), Set.of("a"), forest -> {
            assertThat(forest.under(profile("a"))).containsExactly(profile("a"), profile("b"), profile("c"));
            assertThat(forest.profile(profile("s")))
                    .get()
                    .extracting(Profile::root)
                    .isEqualTo(profile("root"));
            assertThat(forest.learnerOf(profile("root"))).contains(learner("l"));
            assertThat(forest.learnerOf(profile("a"))).isEmpty();
            assertThat(Stream.of("t", "beside", "other").map(id -> forest.profile(profile(id))))
                    .allMatch(Optional::isEmpty);
            assertThat(trees.unlocked()).containsExactlyInAnyOrder("t", "beside", "other");
        });
    }

    @Test
    void whatIsUnderAnAbsorbedProfileFollowsToTheNewRoot() {
        ledger.know("a", "b", "c", "s", "t");
        trees.merge("c", "b");
        trees.merge("b", "a");

        trees.merge("a", "s");
        trees.merge("s", "t");

        assertThat(trees.places()).isEqualTo(Map.of("a", "s<t", "b", "a<t", "c", "b<t", "s", "t<t", "t", "-<t"));
    }

    @Test
    void decisionsOfABatchSeeEachOther() {
        ledger.know("a", "b", "c", "d");

        trees.inForest(Set.of("b", "c", "d"), Set.of("a", "b", "c"), forest -> {
            forest.merge(profile("b"), profile("a"));
            forest.merge(profile("c"), profile("b"));
            forest.unmerge(profile("a"));
            forest.merge(profile("d"), profile("c"));

            assertThat(forest.under(profile("c"))).containsExactly(profile("b"), profile("c"));
            assertThat(forest.profile(profile("b")))
                    .get()
                    .extracting(Profile::root)
                    .isEqualTo(profile("d"));
            ledger.database.merges().write(forest);
        });

        assertThat(trees.places()).isEqualTo(Map.of("a", "-<a", "b", "c<d", "c", "d<d", "d", "-<d"));
    }

    static Stream<List<Integer>> ordersOfCutting() {
        return permutations(List.of(0, 1, 2, 3));
    }

    @ParameterizedTest
    @MethodSource("ordersOfCutting")
    void aChainOfFiveCanBeCutInAnyOrder(List<Integer> order) {
        String[] chain = {"p0", "p1", "p2", "p3", "p4"};
        ledger.know(chain);
        for (int i = 0; i < 4; i++) {
            trees.merge(chain[i], chain[i + 1]);
        }
        Map<String, String> edges = new HashMap<>();
        for (int i = 0; i < 4; i++) {
            edges.put(chain[i], chain[i + 1]);
        }

        for (int cut : order) {
            trees.unmerge(chain[cut]);
            edges.remove(chain[cut]);

            assertThat(trees.places()).isEqualTo(expected(chain, edges));
        }
    }

    @Test
    void whoWasReleasedCanBeConnectedAndAbsorbAndBeAbsorbedAgain() {
        ledger.know("a", "b", "c", "d");
        trees.merge("a", "b");
        trees.merge("b", "c");
        ledger.connect("l", "c");

        trees.unmerge("b");
        ledger.connect("m", "b");
        trees.unmerge("a");
        trees.merge("a", "c");
        trees.merge("d", "b");

        assertThat(trees.places()).isEqualTo(Map.of("a", "c<c", "b", "-<b", "c", "-<c", "d", "b<b"));
        assertThat(connections()).isEqualTo(Map.of("l", "c", "m", "b"));
    }

    @Test
    void aChainOfThousandsIsCutAndMergedWithoutRecursion() {
        int length = 3_000;
        String top = "p" + (length - 1);
        chain(length);

        trees.inForest(Set.of("p2000", "s"), Set.of("p1999", top), forest -> {
            assertThat(forest.under(profile(top))).hasSize(length);
            forest.unmerge(profile("p1999"));
            forest.merge(profile("s"), profile(top));
            ledger.database.merges().write(forest);
        });

        assertThat(rootsOf("p0", "p1999", "p2000", top)).containsExactly("p1999", "p1999", "s", "s");
        forget();
    }

    @Test
    void refusesWhatNoRuleWouldAllow() {
        ledger.know("a", "s", "x");
        trees.merge("x", "s");

        trees.inForest(Set.of("s", "x"), Set.of("a", "x"), forest -> {
            assertThatThrownBy(() -> forest.merge(profile("x"), profile("a")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> forest.merge(profile("a"), profile("x")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> forest.merge(profile("a"), profile("a")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> forest.merge(profile("a"), profile("unknown")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> forest.unmerge(profile("a"))).isInstanceOf(IllegalArgumentException.class);
        });
    }

    /** p0 into p1 into p2 and so on, and a profile s besides. */
    private static void chain(int length) {
        ledger.know("s");
        ledger.sql.sql("""
                        insert into ledger.certification_profile
                            (id, account_id, status, version, updated_at, merged_into, root_id)
                        select 'p' || n, 'p' || n, 'ACTIVE', 1, now(),
                            case when n < :last then 'p' || n + 1 end, 'p' || :last
                        from generate_series(0, :last) n
                        """).param("last", length - 1).update();
    }

    private static Map<String, String> expected(String[] profiles, Map<String, String> edges) {
        Map<String, String> places = new TreeMap<>();
        for (String id : profiles) {
            String root = id;
            while (edges.containsKey(root)) {
                root = edges.get(root);
            }
            places.put(id, edges.getOrDefault(id, "-") + "<" + root);
        }
        return places;
    }

    private static List<String> rootsOf(String... ids) {
        Map<String, String> places = trees.places();
        return Arrays.stream(ids)
                .map(id -> places.get(id).substring(places.get(id).indexOf('<') + 1))
                .toList();
    }

    private static Map<String, String> connections() {
        Map<String, String> connections = new HashMap<>();
        ledger.sql.sql("select * from ledger.connection").query(row -> {
            connections.put(row.getString("learn_profile_id"), row.getString("certification_profile_id"));
        });
        return connections;
    }

    private static Stream<List<Integer>> permutations(List<Integer> of) {
        if (of.isEmpty()) {
            return Stream.of(List.of());
        }
        return of.stream().flatMap(first -> {
            List<Integer> rest = new ArrayList<>(of);
            rest.remove(first);
            return permutations(rest).map(order -> {
                List<Integer> whole = new ArrayList<>(List.of(first));
                whole.addAll(order);
                return whole;
            });
        });
    }
}
