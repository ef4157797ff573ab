package io.certconnect.stores;

import static io.certconnect.stores.Events.LONG_AGO;
import static io.certconnect.stores.Events.badgeAwarded;
import static io.certconnect.stores.Events.badgeRevoked;
import static io.certconnect.stores.Events.earned;
import static io.certconnect.stores.Events.exam;
import static io.certconnect.stores.Events.renewed;
import static io.certconnect.stores.Events.revoked;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.ledger.Schema;
import io.certconnect.local.testing.TestServices;
import io.certconnect.stores.RecordedEntries.Counts;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What a preview tells of both stores, and that whoever asks is never worse off for it. */
@Tag("storage")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordedEntriesTest {

    private static final Duration LONG = Duration.ofSeconds(10);
    private static final LocalDate EARNED = LocalDate.of(2020, 1, 1);

    private final String url = TestServices.freshDatabase();
    private final PGSimpleDataSource owner =
            dataSource(TestServices.database().user(), TestServices.database().password());
    private final JdbcClient sql = JdbcClient.create(owner);
    private final RecordedEntries entries = new RecordedEntries(owner);
    private TestStore transcript;
    private TestStore badges;

    /** Failures that were caught and told. */
    private final ListAppender<ILoggingEvent> told = new ListAppender<>();

    @BeforeAll
    void createStores() {
        told.start();
        ((Logger) LoggerFactory.getLogger(RecordedEntries.class)).addAppender(told);
        Schema.migrate(owner);
        assertThat(count(List.of("nobody"), "nobody")).as("without any store").isEmpty();
        transcript = new TestStore(Store.TRANSCRIPT, url);
        assertThat(count(List.of("nobody"), "nobody")).as("without one of them").isEmpty();
        badges = new TestStore(Store.BADGE, url);
        assertThat(told.list).as("no failure, they are just not there").isEmpty();
    }

    @Test
    void countsEachEntryOnceHoweverManyRecordsAndProfilesItHas() {
        transcript.takeIn(
                exam("a1", "r1", 1, "x1", LONG_AGO, 700, true),
                exam("a1", "r2", 1, "same", LONG_AGO, 700, true),
                earned("a1", "r3", 1, "same", EARNED, null),
                renewed("a1", "r4", 1, "same", EARNED.plusYears(1)),
                revoked("a1", "r5", 1, "never awarded", "fraud"),
                exam("a1-under", "r6", 1, "x1", LONG_AGO, 700, true),
                exam("a1-under", "r7", 1, "x2", LONG_AGO, 700, true),
                exam("another", "r8", 1, "x3", LONG_AGO, 700, true));
        badges.takeIn(
                badgeAwarded("a1", "r9", 1, "same", LONG_AGO, null),
                badgeRevoked("a1", "r10", 1, "same", "mistake"),
                badgeAwarded("a1-under", "r11", 1, "same", LONG_AGO, null));

        assertThat(count(List.of("a1", "a1-under"), "s1")).contains(new Counts(4, 1, 0));
    }

    @Test
    void duplicatesAreWhatAnyProfileOfTheSurvivorsTreeHasToo() {
        know("s2", "s2");
        know("s2-under", "s2");
        transcript.takeIn(
                exam("a2", "r1", 1, "with the root", LONG_AGO, 700, true),
                exam("s2", "r1", 1, "with the root", LONG_AGO, 700, true),
                exam("a2", "r2", 1, "under it", LONG_AGO, 700, true),
                exam("s2-under", "r2", 1, "under it", LONG_AGO, 700, true),
                exam("a2", "r3", 1, "alone", LONG_AGO, 700, true),
                earned("s2", "r4", 1, "alone", EARNED, null),
                exam("s2", "r5", 1, "stays", LONG_AGO, 700, true));
        badges.takeIn(
                badgeAwarded("a2", "r1", 1, "known to be under it", LONG_AGO, null),
                badgeAwarded("s2-new", "r1", 1, "known to be under it", LONG_AGO, null),
                badgeAwarded("a2", "r2", 1, "alone", LONG_AGO, null));

        assertThat(count(List.of("a2"), "s2", "s2-new")).contains(new Counts(3, 2, 3));
    }

    @Test
    void whatLeavesIsNoDuplicateOfItself() {
        know("s3", "s3");
        know("a3", "s3");
        transcript.takeIn(
                exam("a3", "r1", 1, "leaves", LONG_AGO, 700, true),
                exam("a3", "r2", 1, "shows still", LONG_AGO, 700, true),
                exam("s3", "r2", 1, "shows still", LONG_AGO, 700, true));

        assertThat(count(List.of("a3"), "s3", "a3")).contains(new Counts(2, 0, 1));
    }

    @Test
    void countsForMembersOfTheReadersOnly() {
        sql.sql("create role outsider login password 'secret'").update();
        sql.sql("grant usage on schema ledger to outsider").update();
        sql.sql("grant select on ledger.certification_profile to outsider").update();
        told.list.clear();
        RecordedEntries asOutsider = new RecordedEntries(dataSource("outsider", "secret"));

        assertThat(asOutsider.count(ids("a4"), ids("s4"), LONG)).isEmpty();

        sql.sql("grant usage on schema transcript, badge to outsider").update();
        assertThat(asOutsider.count(ids("a4"), ids("s4"), LONG)).isEmpty();

        sql.sql("revoke usage on schema transcript, badge from outsider").update();
        sql.sql("grant select on transcript.recorded_entry, badge.recorded_entry to outsider")
                .update();
        assertThat(asOutsider.count(ids("a4"), ids("s4"), LONG)).isEmpty();

        assertThat(told.list).as("no failure, it just may not").isEmpty();
        sql.sql("grant certconnect_reader to outsider").update();
        assertThat(asOutsider.count(ids("a4"), ids("s4"), LONG)).contains(new Counts(0, 0, 0));
    }

    @Test
    void leavesTheCallersTransactionAsItWas() {
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(owner));

        String after = transaction.execute(status -> {
            know("s5", "s5");
            String before = settings();
            assertThat(count(List.of("a5"), "s5")).isPresent();
            assertThat(settings()).isEqualTo(before);
            return sql.sql("select id from ledger.certification_profile where id = 's5'")
                    .query(String.class)
                    .single();
        });

        assertThat(after).isEqualTo("s5");
        assertThat(sql.sql("select count(*) from ledger.certification_profile where id = 's5'")
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    @Test
    void aStoreThatGivesNoAnswerCostsTheLimitAndNothingElse() throws SQLException {
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(owner));
        try (Connection migration = owner.getConnection()) {
            migration.setAutoCommit(false);
            migration.createStatement().execute("lock table badge.badge_record in access exclusive mode");

            Optional<Counts> counts = transaction.execute(status -> {
                know("s6", "s6");
                Optional<Counts> none = entries.count(ids("a6"), ids("s6"), Duration.ofMillis(50));
                know("s6-under", "s6");
                return none;
            });

            assertThat(counts).isEmpty();
        }
        assertThat(sql.sql("select id from ledger.certification_profile where root_id = 's6'")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder("s6", "s6-under");
    }

    private Optional<Counts> count(List<String> moving, String... staying) {
        return entries.count(ids(moving.toArray(String[]::new)), ids(staying), LONG);
    }

    private String settings() {
        return sql.sql("select current_setting('statement_timeout') || ' ' || current_setting('enable_sort')")
                .query(String.class)
                .single();
    }

    private void know(String id, String root) {
        sql.sql("""
                        insert into ledger.certification_profile (id, status, version, updated_at, merged_into, root_id)
                        values (:id, 'ACTIVE', 1, now(), nullif(:root, :id), :root)
                        """).params(Map.of("id", id, "root", root)).update();
    }

    private PGSimpleDataSource dataSource(String user, String password) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        dataSource.setUser(user);
        dataSource.setPassword(password);
        return dataSource;
    }

    private static List<CertificationProfileId> ids(String... values) {
        return Arrays.stream(values).map(CertificationProfileId::new).toList();
    }
}
