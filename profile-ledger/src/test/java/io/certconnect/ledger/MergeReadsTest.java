package io.certconnect.ledger;

import static io.certconnect.ledger.FreshLedger.profile;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("storage")
class MergeReadsTest {

    @Test
    void readsOnlyWhatItTouchesThoughStatisticsSayThatNothingWasEverMerged() {
        try (FreshLedger ledger = new FreshLedger()) {
            ledger.sql
                    .sql("alter table ledger.certification_profile set (autovacuum_enabled = false)")
                    .update();
            ledger.sql.sql("""
                            insert into ledger.certification_profile (id, status, version, updated_at, root_id)
                            select 'p' || n, 'ACTIVE', 1, now(), 'p' || n from generate_series(0, 19999) n
                            """).update();
            ledger.sql.sql("vacuum analyze ledger.certification_profile").update();
            ledger.sql.sql("""
                            update ledger.certification_profile set merged_into = 'p0', root_id = 'p0'
                            where id <> 'p0' and right(id, 1) in ('1', '2', '3')
                            """).update();

            long read = ledger.database.inTransaction(() -> {
                long before = rowsRead(ledger);
                Forest forest = ledger.database.merges().lockAndLoad(Set.of(profile("p0")), Set.of(profile("p10")));
                forest.merge(profile("p0"), profile("p10"));
                ledger.database.merges().write(forest);
                return rowsRead(ledger) - before;
            });

            assertThat(read).isLessThan(50);
        }
    }

    private static long rowsRead(FreshLedger ledger) {
        return ledger.sql.sql("""
                        select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables
                        where relname = 'certification_profile'""").query(Long.class).single();
    }
}
