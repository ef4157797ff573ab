package io.certconnect.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The transcript's views as one would write them first: the same joins, without the fences that keep the planner to one
 * learner.
 */
final class UnfencedViews implements AutoCloseable {

    /** For whoever is to find these views in the place of the store's. */
    static final String SEARCH_PATH = "unfenced, transcript";

    /** In the order in which they rest on each other. */
    private static final List<String> VIEWS =
            List.of("learner_profile", "learner_exam", "learner_certification", "learner_transcript");

    private final JdbcTemplate sql;

    /** @param store with the transcript store's role and its schema as the search path */
    UnfencedViews(DataSource store) {
        this.sql = new JdbcTemplate(store);
        Map<String, String> definitions = new LinkedHashMap<>();
        for (String view : VIEWS) {
            String definition = sql.queryForObject("select pg_get_viewdef(cast(? as regclass))", String.class, view);
            definitions.put(view, String.valueOf(definition).replaceAll("\\s+OFFSET 0", ""));
        }
        StringBuilder statements = new StringBuilder("begin; create schema unfenced; set local search_path = ");
        statements.append(SEARCH_PATH);
        definitions.forEach((view, definition) -> statements
                .append("; create view unfenced.")
                .append(view)
                .append(" as ")
                .append(definition.replaceAll(";\\s*$", "")));
        sql.execute(statements.append("; commit").toString());
    }

    @Override
    public void close() {
        sql.execute("drop schema unfenced cascade");
    }
}
