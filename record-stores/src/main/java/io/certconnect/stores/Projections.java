package io.certconnect.stores;

import io.certconnect.ledger.SqlArrays;
import io.certconnect.stores.Change.Connected;
import io.certconnect.stores.Change.Merged;
import io.certconnect.stores.Newest.Row;
import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who is connected to whom and what is merged into what, as far as events have said. */
final class Projections {

    private final JdbcClient sql;

    Projections(JdbcClient sql) {
        this.sql = sql;
    }

    /** Returns how many rows it changed. */
    int writeConnections(Collection<Row<Connected>> rows) {
        if (rows.isEmpty()) {
            return 0;
        }
        return sql.sql("""
                        insert into connection (learn_profile_id, certification_profile_id, connected_at, sequence)
                        select * from unnest(:learners, :profiles, :times, :sequences)
                        on conflict (learn_profile_id) do update set
                            certification_profile_id = excluded.certification_profile_id,
                            connected_at = excluded.connected_at,
                            sequence = excluded.sequence
                        where excluded.sequence > connection.sequence
                        """)
                .param("learners", SqlArrays.texts(rows, row -> row.change().learnProfileId()))
                .param("profiles", SqlArrays.texts(rows, row -> row.change().certificationProfileId()))
                .param("times", SqlArrays.times(rows, row -> row.change().connectedAt()))
                .param("sequences", SqlArrays.longs(rows, Row::version))
                .update();
    }

    /** Returns how many rows it changed. */
    int writeMerges(Collection<Row<Merged>> rows) {
        if (rows.isEmpty()) {
            return 0;
        }
        return sql.sql("""
                        insert into merge (absorbed_id, survivor_id, decided_at, sequence)
                        select * from unnest(:absorbed, :survivors, :times, :sequences)
                        on conflict (absorbed_id) do update set
                            survivor_id = excluded.survivor_id,
                            decided_at = excluded.decided_at,
                            sequence = excluded.sequence
                        where excluded.sequence > merge.sequence
                        """)
                .param("absorbed", SqlArrays.texts(rows, row -> row.change().absorbedId()))
                .param("survivors", SqlArrays.texts(rows, row -> row.change().survivorId()))
                .param("times", SqlArrays.times(rows, row -> row.change().decidedAt()))
                .param("sequences", SqlArrays.longs(rows, Row::version))
                .update();
    }
}
