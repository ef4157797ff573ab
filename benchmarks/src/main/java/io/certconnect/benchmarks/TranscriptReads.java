package io.certconnect.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A client that reads transcripts, in one way or another. One thread's. */
interface TranscriptReads extends AutoCloseable {

    /** The newest hundred entries of a learner, in the order of the API. */
    String FIRST_PAGE = """
            select * from learner_transcript where learn_profile_id = ?
            order by occurred_at desc, entry_type, entry_id limit 100
            """;

    /** Reads the first page of a learner's transcript to its end. Returns how much there was, 0 for nothing. */
    int read(String learner);

    @Override
    default void close() {}

    /** Makes clients of one kind. */
    interface Clients {
        TranscriptReads connect();
    }

    /** Over HTTP, from the records-worker; the connection is kept. */
    final class OverHttp implements TranscriptReads {

        private final String worker;

        /** @param worker its URL */
        OverHttp(String worker) {
            this.worker = worker;
        }

        /** In bytes of the answer. */
        @Override
        public int read(String learner) {
            try {
                HttpURLConnection request =
                        (HttpURLConnection) URI.create(worker + "/api/learn-profiles/" + learner + "/transcript")
                                .toURL()
                                .openConnection();
                boolean isUnknown = request.getResponseCode() == HttpURLConnection.HTTP_NOT_FOUND;
                try (InputStream body = isUnknown ? request.getErrorStream() : request.getInputStream()) {
                    int length = body.readAllBytes().length;
                    return isUnknown ? 0 : length;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** By one prepared statement on one connection: the floor of all that asks the store. */
    final class ByBareJdbc implements TranscriptReads {

        private final Connection connection;
        private final PreparedStatement statement;

        /** @param readers has the store's schema as its search path, and plans once */
        ByBareJdbc(HikariDataSource readers) {
            try {
                connection = readers.getConnection();
                statement = connection.prepareStatement(FIRST_PAGE);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        /** In values that are not null. */
        @Override
        public int read(String learner) {
            try {
                statement.setString(1, learner);
                try (ResultSet rows = statement.executeQuery()) {
                    int columns = rows.getMetaData().getColumnCount();
                    int values = 0;
                    while (rows.next()) {
                        for (int column = 1; column <= columns; column++) {
                            values += rows.getObject(column) == null ? 0 : 1;
                        }
                    }
                    return values;
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            try {
                statement.close();
                connection.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
