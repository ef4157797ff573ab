package io.certconnect.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The edges of merges that were made, written once more: into the same profiles, from before they were merged. */
final class MergedProfiles implements FloorTable {

    private static final String TABLE = "ledger.certification_profile";

    private record Edge(String absorbed, String survivor) {}

    private final List<Edge> edges;

    MergedProfiles(DataSource dataSource) {
        edges = JdbcClient.create(dataSource)
                .sql("select id, merged_into from " + TABLE + " where merged_into is not null")
                .query((row, number) -> new Edge(row.getString("id"), row.getString("merged_into")))
                .list();
    }

    /** Only the profiles that were merged, each with its survivor: with others besides, every index would be deeper. */
    @Override
    public void prepare(Connection connection) throws SQLException {
        FloorTable.createLike(connection, TABLE);
        try (var statement = connection.createStatement()) {
            statement.execute("""
                    insert into %1$s (id, account_id, status, version, updated_at, root_id)
                    select id, account_id, status, version, updated_at, id from %2$s
                    where id in (
                        select id from %2$s where merged_into is not null
                        union all
                        select merged_into from %2$s where merged_into is not null)
                    """.formatted(FloorTable.copyOf(TABLE), TABLE));
            statement.execute("analyze " + FloorTable.copyOf(TABLE));
        }
    }

    @Override
    public int batches() {
        return Math.ceilDiv(edges.size(), PostgresFloor.BATCH);
    }

    @Override
    public void write(Connection connection, int batch) throws SQLException {
        int from = batch * PostgresFloor.BATCH;
        List<Edge> written = edges.subList(from, Math.min(edges.size(), from + PostgresFloor.BATCH));
        List<String> absorbed = new ArrayList<>(written.size());
        List<String> survivors = new ArrayList<>(written.size());
        for (Edge edge : written) {
            absorbed.add(edge.absorbed());
            survivors.add(edge.survivor());
        }
        try (var statement = connection.prepareStatement("""
                update %s as profile set merged_into = merged.survivor, root_id = merged.survivor
                from unnest(?, ?) as merged (absorbed, survivor)
                where profile.id = merged.absorbed
                """.formatted(FloorTable.copyOf(TABLE)))) {
            statement.setArray(1, connection.createArrayOf("text", absorbed.toArray()));
            statement.setArray(2, connection.createArrayOf("text", survivors.toArray()));
            int changed = statement.executeUpdate();
            if (changed != written.size()) {
                throw new IllegalStateException(changed + " of " + written.size() + " profiles were there");
            }
        }
    }

    @Override
    public long rows() {
        return edges.size();
    }
}
