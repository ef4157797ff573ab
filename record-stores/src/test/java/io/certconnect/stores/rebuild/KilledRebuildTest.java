package io.certconnect.stores.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.certconnect.stores.Store;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A rebuild that is killed leaves a whole store, the old one or the new one, and the next rebuild clears up. */
@Tag("worker")
class KilledRebuildTest {

    @Test
    void leavesTheLiveStoreWhenKilledWhileItReads() throws IOException {
        try (RunningStore running = RunningStore.start(Store.TRANSCRIPT)) {
            running.takeIn(Sent.learner("killed", 10));
            Map<String, List<String>> rows = running.rows();

            try (RebuildProcess rebuild = RebuildProcess.start(running, RebuildProcess.READING)) {
                rebuild.awaitLine(RebuildProcess.READING);
            }

            assertThat(running.schemas()).containsExactly("transcript", "transcript_rebuild");
            isWholeAndCanBeRebuilt(running, rows);
        }
    }

    @Test
    void leavesTheLiveStoreWhenKilledRightBeforeTheSwapIsCommitted() throws IOException, SQLException {
        try (RunningStore running = RunningStore.start(Store.TRANSCRIPT);
                Connection gate = gate(running)) {
            running.takeIn(Sent.learner("killed", 10));
            Map<String, List<String>> rows = running.rows();

            try (RebuildProcess rebuild = RebuildProcess.start(running, "")) {
                await().atMost(RunningStore.PATIENCE).until(() -> waitsAtTheGate(running) || !rebuild.isAlive());
                assertThat(rebuild.isAlive()).isTrue();
            }
            gate.rollback();

            running.sql().sql("drop event trigger gate").update();
            isWholeAndCanBeRebuilt(running, rows);
        }
    }

    @Test
    void leavesTheNewStoreWhenKilledRightAfterTheSwapIsCommitted() throws IOException, SQLException {
        try (RunningStore running = RunningStore.start(Store.TRANSCRIPT)) {
            running.takeIn(Sent.learner("killed", 10));
            Map<String, List<String>> rows = running.rows();

            try (Connection reader = running.readers().getConnection()) {
                readUntilClosed(reader);
                try (RebuildProcess rebuild = RebuildProcess.start(running, "")) {
                    await().atMost(RunningStore.PATIENCE)
                            .until(() -> running.schemas().contains("transcript_old") || !rebuild.isAlive());
                }
                // PostgreSQL ends what it is at, here the removal, before it sees that nobody listens.
                await().atMost(RunningStore.PATIENCE).until(() -> sessions(running) == 0);
                assertThat(running.schemas()).containsExactly("transcript", "transcript_old");
            }

            isWholeAndCanBeRebuilt(running, rows);
        }
    }

    private static void isWholeAndCanBeRebuilt(RunningStore running, Map<String, List<String>> rows) {
        await().atMost(RunningStore.PATIENCE).until(() -> sessions(running) == 0);
        assertThat(running.rows()).isEqualTo(rows);
        running.takeIn(Sent.learner("later", 1));
        assertThat(running.verify(Duration.ZERO).toTopics()).isEmpty();
        assertThat(running.rebuild(false)).isInstanceOf(Rebuild.Result.Swapped.class);
        assertThat(running.schemas()).containsExactly("transcript");
    }

    private static int sessions(RunningStore running) {
        return running.sql()
                .sql("select count(*) from pg_stat_activity"
                        + " where datname = current_database() and application_name = 'certconnect stores'")
                .query(Integer.class)
                .single();
    }

    /** Once both schemas have their new names, whoever renamed them waits here until the connection is rolled back. */
    private static Connection gate(RunningStore running) throws SQLException {
        running.sql().sql("""
                        create function public.gate() returns event_trigger language plpgsql as $$
                        begin
                            if to_regnamespace('transcript') is not null and to_regnamespace('transcript_old') is not null
                            then
                                perform pg_advisory_xact_lock(4711);
                            end if;
                        end
                        $$""").update();
        running.sql()
                .sql("create event trigger gate on ddl_command_end when tag in ('ALTER SCHEMA')"
                        + " execute function public.gate()")
                .update();
        Connection gate = running.login().as(Store.TRANSCRIPT, "transcript").getConnection();
        gate.setClientInfo("ApplicationName", "gate");
        gate.setAutoCommit(false);
        try (Statement statement = gate.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(4711)");
        }
        return gate;
    }

    private static boolean waitsAtTheGate(RunningStore running) {
        return running.sql()
                .sql("select exists (select from pg_locks where locktype = 'advisory' and not granted)")
                .query(Boolean.class)
                .single();
    }

    private static void readUntilClosed(Connection reader) throws SQLException {
        reader.setAutoCommit(false);
        try (Statement statement = reader.createStatement()) {
            statement.execute("select count(*) from transcript.learner_transcript");
        }
    }
}
