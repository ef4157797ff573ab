package io.certconnect.ledger;

import static io.certconnect.ledger.FreshLedger.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.certconnect.ledger.Publications.Partition;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("storage")
class DecisionsTest {

    private static FreshLedger ledger;

    @BeforeAll
    static void start() {
        ledger = new FreshLedger();
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    @BeforeEach
    void forget() {
        ledger.sql
                .sql("truncate ledger.decision, ledger.publication, ledger.connection")
                .update();
    }

    @Test
    void aDecisionComesBackAsItWasWritten() {
        Decision decision = decision(1, 10);

        add(decision);

        Decision found =
                ledger.database.decisions().on(List.of(decision.requestId())).get(decision.requestId());
        assertThat(found).usingRecursiveComparison().isEqualTo(decision);
    }

    @Test
    void aBatchIsWrittenWhole() {
        List<Decision> batch = IntStream.range(1, 500)
                .mapToObj(number -> decision(number, number))
                .toList();

        ledger.database.inTransaction(() -> {
            ledger.database.decisions().add(batch);
            return true;
        });

        Map<UUID, Decision> found = ledger.database
                .decisions()
                .on(batch.stream().map(Decision::requestId).toList());
        assertThat(found).hasSameSizeAs(batch);
        assertThat(found.get(batch.getLast().requestId()))
                .usingRecursiveComparison()
                .isEqualTo(batch.getLast());
    }

    @Test
    void aRequestIsDecidedOnce() {
        Decision decision = decision(1, 10);
        add(decision);

        assertThatThrownBy(() -> add(decision)).isInstanceOf(LostRaceException.class);
        assertThat(ledger.sql
                        .sql("select count(*) from ledger.decision")
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    @Test
    void aProfileHasEachOfItsDecisionsOnce() {
        ledger.know("p");
        Decision connecting = decision("p", null, "CONNECT", 1);
        connect("l", "p", connecting.requestId());
        Decision again = decision("p", null, "CONNECTED_BEFORE", 2);
        Decision absorbing = decision("q", "p", "CONNECTION_SURVIVES", 3);
        Decision itself = decision("p", "p", "TWO_PROFILES", 4);
        Decision other = decision("q", null, "CONNECTED_BEFORE", 5);
        List.of(connecting, again, absorbing, itself, other).forEach(DecisionsTest::add);

        assertThat(ledger.sql
                        .sql(
                                "select request_id from ledger.decision_on_profile where profile_id = 'p' order by sequence")
                        .query(UUID.class)
                        .list())
                .containsExactly(connecting.requestId(), again.requestId(), absorbing.requestId(), itself.requestId());
    }

    @Test
    void aDecisionThatSaysConnectedWithoutAConnectionIsSeen() {
        Decision lie = decision("nobody", null, "CONNECT", 1);
        add(lie);

        assertThat(ledger.database.invariants().violations())
                .singleElement()
                .asString()
                .contains("I2", lie.requestId().toString());
    }

    @Test
    void sequencesAscend() {
        List<Long> first = ledger.database.decisions().nextSequences(3);
        List<Long> second = ledger.database.decisions().nextSequences(2);

        assertThat(first).hasSize(3).isSorted();
        assertThat(second).hasSize(2).isSorted().allMatch(next -> next > first.getLast());
    }

    @Test
    void aPublicationMarkNeverGoesBack() {
        note(7);
        note(5);

        assertThat(ledger.database.publications().of("requests")).isEqualTo(Map.of(new Partition("requests", 1), 7L));
    }

    @Test
    void invariantsNameWhatIsBroken() {
        add(decision(5, 10));
        add(decision(4, 11));

        assertThat(ledger.database.invariants().violations())
                .singleElement()
                .asString()
                .contains("I6");
        assertThat(ledger.database.invariants().violations(next -> {}))
                .as("what holds whatever became of offsets")
                .isEmpty();
    }

    private static void note(long offset) {
        ledger.database.inTransaction(() -> {
            ledger.database.publications().note(Map.of(new Partition("requests", 1), offset));
            return true;
        });
    }

    private static void add(Decision decision) {
        ledger.database.inTransaction(() -> {
            ledger.database.decisions().add(List.of(decision));
            return true;
        });
    }

    private static void connect(String learnProfile, String profile, UUID request) {
        ledger.sql
                .sql("insert into ledger.connection values (:learnProfile, :profile, now(), :request)")
                .param("learnProfile", learnProfile)
                .param("profile", profile)
                .param("request", request)
                .update();
    }

    private static Decision decision(long sequence, long offset) {
        return decision("p", null, "CONNECTED_BEFORE", sequence, offset);
    }

    private static Decision decision(String profile, @Nullable String other, String rule, long sequence) {
        return decision(profile, other, rule, sequence, 10 + sequence);
    }

    private static Decision decision(String profile, @Nullable String other, String rule, long sequence, long offset) {
        return new Decision(
                UUID.randomUUID(),
                Decision.Kind.CONNECT,
                new PayloadHash.Hashing().add("payload").add((String) null).done(),
                new Decision.Source("requests", 0, offset),
                sequence,
                UUID.randomUUID(),
                "learner",
                new byte[] {0, 1, 2},
                new CertificationProfileId(profile),
                other == null ? null : new CertificationProfileId(other),
                "CONNECTED",
                rule,
                "{\"accounts\": 1}",
                NOW);
    }
}
