package io.certconnect.ledger;

import static io.certconnect.ledger.FreshLedger.profile;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What connecting and merging read must not grow with the ledger, whatever the planner believes about it. */
@Tag("storage")
class LedgerReadsTest {

    /** Room for the few profiles at stake, their roots, and looking for what came under them meanwhile. */
    private static final long FEW = 100;

    private static final int MANY = 2_000;
    private static final int KNOWN = 200_000;

    private static FreshLedger ledger;

    @BeforeAll
    static void start() {
        ledger = new FreshLedger();
        ledger.sql
                .sql("alter table ledger.certification_profile set (autovacuum_enabled = false)")
                .update();
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

    @Test
    void whatIsUnderASurvivorIsNeitherLockedNorRead() throws Exception {
        ledger.know("s", "a");
        ledger.sql.sql("""
                        insert into ledger.certification_profile
                            (id, account_id, status, version, updated_at, merged_into, root_id)
                        select 'm' || n, 'm' || n, 'ACTIVE', 1, now(), 's', 's' from generate_series(1, 10000) n
                        """).update();
        try (Held held = Held.by(ledger, () -> ledger.sql
                .sql("select id from ledger.certification_profile where id like 'm%' for update")
                .query(String.class)
                .list())) {
            assertThat(rowsReadToMerge("a", "s")).isLessThan(FEW);
        }
    }

    @Test
    void readsOnlyWhatItTouchesThoughStatisticsAreMissing() {
        ledger.sql.sql("""
                        insert into ledger.certification_profile
                            (id, account_id, status, version, updated_at, merged_into, root_id)
                        select 'p' || n, 'account-p' || n, 'ACTIVE', 1, now(),
                            case when n % 10 > 0 then 'p' || n - n % 10 end, 'p' || n - n % 10
                        from generate_series(10, 30000) n
                        """).update();

        assertThat(rowsReadToConnect("p25", "p37")).isLessThan(FEW);
        assertThat(rowsReadToMerge("p30", "p20")).isLessThan(FEW);
    }

    @Test
    void readsOnlyWhatItTouchesThoughStatisticsSayThatNothingWasEverMerged() {
        ledger.sql.sql("""
                        insert into ledger.certification_profile (id, account_id, status, version, updated_at, root_id)
                        select 'p' || n, 'account-p' || n, 'ACTIVE', 1, now(), 'p' || n from generate_series(0, 19999) n
                        """).update();
        ledger.sql.sql("vacuum analyze ledger.certification_profile").update();
        ledger.sql.sql("""
                        update ledger.certification_profile set merged_into = 'p0', root_id = 'p0'
                        where id <> 'p0' and right(id, 1) in ('1', '2', '3')
                        """).update();

        assertThat(rowsReadToConnect("p11", "p12")).isLessThan(FEW);
        assertThat(rowsReadToMerge("p10", "p0")).isLessThan(FEW);
    }

    /** So many ids are worth one reading of a table of this size; looking for what is under them is worth none. */
    @Test
    void aLargeBatchOfMergesReadsTheTableOnceAtMostThoughStatisticsAreMissing() {
        knowMany();
        Set<CertificationProfileId> survivors =
                IntStream.range(0, MANY).mapToObj(n -> profile("p" + n)).collect(Collectors.toSet());
        Set<CertificationProfileId> absorbed =
                IntStream.range(MANY, 2 * MANY).mapToObj(n -> profile("p" + n)).collect(Collectors.toSet());

        assertThat(rowsReadBy(() -> {
                    Forest unused = ledger.database.merges().lockAndLoad(survivors, absorbed);
                }))
                .isLessThan(KNOWN * 3 / 2);
    }

    @Test
    void aLargeBatchToConnectReadsTheTableTwiceAtMostThoughStatisticsAreMissing() {
        knowMany();
        Touched touched = new Touched();
        IntStream.range(0, MANY).forEach(n -> touched.add(new AccountId("account-p" + n)));
        IntStream.range(MANY, 2 * MANY).forEach(n -> touched.add(profile("p" + n)));

        assertThat(rowsReadBy(() -> {
                    LedgerSnapshot unused = ledger.database.ledger().lockAndLoad(touched);
                }))
                .isLessThan(KNOWN * 5 / 2);
    }

    private static void knowMany() {
        ledger.sql.sql("""
                        insert into ledger.certification_profile (id, account_id, status, version, updated_at, root_id)
                        select 'p' || n, 'account-p' || n, 'ACTIVE', 1, now(), 'p' || n from generate_series(1, :known) n
                        """).param("known", KNOWN).update();
    }

    /** With one profile found by its account, and one that is named. */
    private static long rowsReadToConnect(String holder, String named) {
        Touched touched = new Touched();
        touched.add(new AccountId("account-" + holder));
        touched.add(profile(named));
        return rowsReadBy(() -> {
            LedgerSnapshot seen = ledger.database.ledger().lockAndLoad(touched);
            assertThat(seen.profile(profile(holder))).isPresent();
            assertThat(seen.profile(profile(named))).isPresent();
        });
    }

    private static long rowsReadToMerge(String absorbed, String survivor) {
        return rowsReadBy(() -> {
            ledger.sql.sql("set local lock_timeout = '5s'").update();
            Forest forest = ledger.database.merges().lockAndLoad(Set.of(profile(survivor)), Set.of(profile(absorbed)));
            forest.merge(profile(survivor), profile(absorbed));
            ledger.database.merges().write(forest);
        });
    }

    private static long rowsReadBy(Runnable work) {
        return ledger.database.inTransaction(() -> {
            long before = rowsRead();
            work.run();
            return rowsRead() - before;
        });
    }

    /** Of this connection; older transactions that were not yet reported are in it too, so only differences count. */
    private static long rowsRead() {
        return ledger.sql.sql("""
                        select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables
                        where relname = 'certification_profile'""").query(Long.class).single();
    }
}
