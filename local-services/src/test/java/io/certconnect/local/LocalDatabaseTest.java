package io.certconnect.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.certconnect.local.LocalDatabase.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("worker")
final class LocalDatabaseTest {

    @TempDir
    Path folder;

    @Test
    void keepsItsDataOverAnOutageAndOverARestart() throws Exception {
        try (var database = LocalDatabase.start(new Settings(folder, 0, true))) {
            String url = database.createDatabase("kept");
            query(database, url, "create table note as select 'hello' as text");

            database.stop();
            assertThatThrownBy(() -> query(database, url, "select text from note"))
                    .isInstanceOf(SQLException.class);
            database.start();

            assertThat(query(database, url, "select text from note")).isEqualTo("hello");
        }

        try (var again = LocalDatabase.start(new Settings(folder, 0, true))) {
            assertThat(query(again, again.createDatabase("kept"), "select text from note"))
                    .isEqualTo("hello");
        }
    }

    @Test
    void syncsOnlyWhenItIsToBeDurable() throws Exception {
        try (var database = LocalDatabase.start(new Settings(folder, 0, true))) {
            assertThat(query(database, database.jdbcUrl(), "show fsync")).isEqualTo("on");
            assertThat(query(database, database.jdbcUrl(), "show synchronous_commit"))
                    .isEqualTo("on");
        }

        try (var database = LocalDatabase.start(new Settings(folder, 0, false))) {
            assertThat(query(database, database.jdbcUrl(), "show fsync")).isEqualTo("off");
            assertThat(query(database, database.jdbcUrl(), "show synchronous_commit"))
                    .isEqualTo("off");
        }
    }

    @Test
    void leavesNoProcessAndNoTemporaryFolder() throws Exception {
        var database = LocalDatabase.start(Settings.temporary());
        Path data = Path.of(query(database, database.jdbcUrl(), "show data_directory"));
        ProcessHandle server =
                Processes.ofPidFile(data.resolve("postmaster.pid")).orElseThrow();
        var workers = server.descendants().toList();

        database.close();

        assertThat(workers).isNotEmpty().noneMatch(Processes::runs);
        assertThat(data.resolve("..")).doesNotExist();
    }

    @Test
    void startsThoughAStrangerHasTheNumberInAStalePidFile() throws Exception {
        LocalDatabase.start(new Settings(folder, 0, false)).close();
        Files.writeString(
                folder.resolve("data/postmaster.pid"),
                ProcessHandle.current().parent().orElseThrow().pid() + "\n");

        try (var database = LocalDatabase.start(new Settings(folder, 0, false))) {
            assertThat(query(database, database.jdbcUrl(), "select 1")).isEqualTo("1");
        }
    }

    @Test
    void refusesAFolderThatAnotherOneUses() {
        try (var database = LocalDatabase.start(new Settings(folder, 0, false))) {
            assertThatThrownBy(() -> LocalDatabase.start(new Settings(folder, 0, false)))
                    .isInstanceOf(LocalServiceException.class)
                    .hasMessageContaining("in use")
                    .hasMessageContaining(folder.toString());
        }
    }

    private static String query(LocalDatabase database, String url, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url, database.user(), database.password());
                var statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (var rows = statement.getResultSet()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }
}
