package io.certconnect.benchmarks;

import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serving transcripts as tutorials write it: a query by JdbcTemplate, each row a map, Spring Boot's defaults. It knows no
 * unknown learner, no next page and no cache.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(TutorialReader.Api.class)
public class TutorialReader {

    public static void main(String[] arguments) {
        SpringApplication.run(TutorialReader.class, arguments);
    }

    @RestController
    static class Api {

        private final JdbcTemplate sql;

        Api(JdbcTemplate sql) {
            this.sql = sql;
        }

        @GetMapping("/api/learn-profiles/{id}/transcript")
        List<Map<String, Object>> transcript(@PathVariable String id) {
            return sql.queryForList("""
                    select entry_type, entry_id, code, title, occurred_at, state, attempt, score, earned_on, expires_on,
                        renewals, revocation_reason, activity_kind, certification_profile_id, record_id, through_merge
                    from learner_transcript where learn_profile_id = ?
                    order by occurred_at desc, entry_type, entry_id limit 100
                    """, id);
        }
    }
}
