package io.certconnect.ledger;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataIntegrityViolationException;

/** Whoever goes past our code, with straight SQL, still cannot break what the tables hold. */
@Tag("storage")
class ConstraintsTest {

    private static FreshLedger ledger;

    @BeforeAll
    static void start() {
        ledger = new FreshLedger();
        ledger.know("root", "absorbed", "connected", "single");
        ledger.connect("learner", "connected");
        ledger.sql
                .sql(
                        "update ledger.certification_profile set merged_into = 'root', root_id = 'root' where id = 'absorbed'")
                .update();
        ledger.sql.sql("""
                        insert into ledger.decision (request_id, kind, payload_hash, source_topic, source_partition,
                            source_offset, sequence, event_id, event_key, event, outcome, rule, facts, decided_at)
                        values ('00000000-0000-0000-0000-000000000001', 'MERGE', '', 't', 0, 0, 1,
                            '00000000-0000-0000-0000-000000000001', 'k', '', 'MERGED', 'MERGE', '{}', now())
                        """).update();
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            certification_profile_pkey         | insert into ledger.certification_profile (id, status, version, updated_at, root_id) values ('root', 'ACTIVE', 1, now(), 'root')
            certification_profile_survivor     | update ledger.certification_profile set merged_into = 'nobody', root_id = 'nobody' where id = 'single'
            certification_profile_survivor     | update ledger.certification_profile set merged_into = case id when 'single' then 'root' else 'nobody' end, root_id = case id when 'single' then 'root' else 'nobody' end where id in ('single', 'root')
            certification_profile_survivor     | update ledger.certification_profile set merged_into = 'nobody', root_id = 'nobody' where id = 'absorbed'
            certification_profile_survivor     | insert into ledger.certification_profile (id, status, version, updated_at, merged_into, root_id) values ('new', 'ACTIVE', 1, now(), 'nobody', 'nobody')
            certification_profile_survivor     | delete from ledger.certification_profile where id = 'root'
            certification_profile_survivor     | update ledger.certification_profile set id = 'renamed', root_id = 'renamed' where id = 'root'
            certification_profile_not_into_itself | update ledger.certification_profile set merged_into = id, root_id = 'root' where id = 'single'
            certification_profile_root_is_own  | update ledger.certification_profile set root_id = 'root' where id = 'single'
            certification_profile_root_is_own  | update ledger.certification_profile set merged_into = 'root' where id = 'single'
            certification_profile_root_is_own  | update ledger.certification_profile set merged_into = null where id = 'absorbed'
            certification_profile_status       | update ledger.certification_profile set status = 'LOST' where id = 'single'
            certification_profile_erased       | update ledger.certification_profile set erased = true where id = 'single'
            certification_profile_erased       | update ledger.certification_profile set erased = true, status = 'CLOSED', email = null where id = 'single'
            connection_pkey                    | insert into ledger.connection values ('learner', 'single', now(), gen_random_uuid())
            connection_once                    | insert into ledger.connection values ('other', 'connected', now(), gen_random_uuid())
            connection_root                    | insert into ledger.connection values ('other', 'absorbed', now(), gen_random_uuid())
            connection_root                    | insert into ledger.connection values ('other', 'nobody', now(), gen_random_uuid())
            connection_root                    | update ledger.certification_profile set merged_into = 'root', root_id = 'root' where id = 'connected'
            connection_root                    | update ledger.certification_profile set merged_into = 'root', root_id = 'root' where id in ('single', 'connected')
            connection_root                    | delete from ledger.certification_profile where id = 'connected'
            connection_root                    | update ledger.certification_profile set id = 'renamed', root_id = 'renamed' where id = 'connected'
            connection_root                    | truncate ledger.certification_profile
            connection_root                    | update ledger.connection set certification_profile_id = 'absorbed' where learn_profile_id = 'learner'
            decision_pkey                      | insert into ledger.decision select * from ledger.decision
            decision_kind                      | update ledger.decision set kind = 'GUESS'
            """)
    void aConstraintRefuses(String constraint, String statement) {
        assertThatThrownBy(() -> ledger.sql.sql(statement).update())
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining('"' + constraint + '"');
    }

    @Test
    void whoeverConnectsWaitsForAnAbsorptionAndIsRefused() throws Exception {
        ledger.know("going", "staying");
        try (Held held = Held.by(ledger, () -> absorb("going", "staying"))) {
            var connecting = held.meanwhile(() -> connect("late", "going"));

            held.releaseOnceSomebodyWaits();

            assertThatThrownBy(connecting::get).hasMessageContaining("\"connection_root\"");
        }
    }

    @Test
    void whoeverAbsorbsWaitsForAConnectionAndIsRefused() throws Exception {
        ledger.know("coming", "other");
        try (Held held = Held.by(ledger, () -> connect("early", "coming"))) {
            var absorbing = held.meanwhile(() -> absorb("coming", "other"));

            held.releaseOnceSomebodyWaits();

            assertThatThrownBy(absorbing::get).hasMessageContaining("\"connection_root\"");
        }
    }

    @Test
    void whoeverAbsorbsWaitsForASurvivorThatIsTakenAwayAndIsRefused() throws Exception {
        ledger.know("orphan", "leaving");
        try (Held held = Held.by(ledger, () -> remove("leaving"))) {
            var absorbing = held.meanwhile(() -> absorb("orphan", "leaving"));

            held.releaseOnceSomebodyWaits();

            assertThatThrownBy(absorbing::get).hasMessageContaining("\"certification_profile_survivor\"");
        }
    }

    @Test
    void whoeverTakesASurvivorAwayWaitsForAnAbsorptionAndIsRefused() throws Exception {
        ledger.know("follower", "leader");
        try (Held held = Held.by(ledger, () -> absorb("follower", "leader"))) {
            var removing = held.meanwhile(() -> remove("leader"));

            held.releaseOnceSomebodyWaits();

            assertThatThrownBy(removing::get).hasMessageContaining("\"certification_profile_survivor\"");
        }
    }

    /** As somebody would who knows nothing of our locks. */
    private static int connect(String learnProfile, String profile) {
        return ledger.sql
                .sql("insert into ledger.connection values (:learnProfile, :profile, now(), gen_random_uuid())")
                .param("learnProfile", learnProfile)
                .param("profile", profile)
                .update();
    }

    private static int remove(String profile) {
        return ledger.sql
                .sql("delete from ledger.certification_profile where id = :profile")
                .param("profile", profile)
                .update();
    }

    private static int absorb(String absorbed, String survivor) {
        return ledger.sql
                .sql("update ledger.certification_profile set merged_into = :survivor, root_id = :survivor"
                        + " where id = :absorbed")
                .param("survivor", survivor)
                .param("absorbed", absorbed)
                .update();
    }
}
