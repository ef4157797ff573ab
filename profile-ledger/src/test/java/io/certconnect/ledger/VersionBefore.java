package io.certconnect.ledger;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What the workers of the version before say to the ledger, word for word: those of the first schema. Who adds a
 * migration once a version is released first puts its statements here, so that the next version is held to them.
 */
final class VersionBefore {

    private static final String TOUCHED = """
            with recursive under (id) as (
                select id from ledger.certification_profile where id = any (:absorbed)
                union
                select member.id from under cross join lateral (
                    select id from ledger.certification_profile where merged_into = under.id offset 0) as member
            ),
            named as materialized (
                select id, root_id from ledger.certification_profile where id = any (:named)
            ),
            touched (id) as materialized (
                select id from under union select id from named union select root_id from named
            )
            """;

    private final TransactionTemplate transaction;
    private final JdbcClient sql;

    VersionBefore(DataSource dataSource) {
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        this.sql = JdbcClient.create(dataSource);
    }

    void inTransaction(Runnable work) {
        transaction.executeWithoutResult(status -> work.run());
    }

    void know(String id) {
        List<String> row = List.of(id);
        sql.sql("""
                        insert into ledger.certification_profile as known
                            (id, account_id, status, legal_name, email, version, erased, updated_at, root_id)
                        select id, account, status, name, email, version, erased, updated_at, id
                        from unnest(:ids, :accounts, :statuses, :names, :emails, :versions, :erased, :times)
                            as row (id, account, status, name, email, version, erased, updated_at)
                        on conflict (id) do update set
                            account_id = excluded.account_id, status = excluded.status,
                            legal_name = excluded.legal_name, email = excluded.email, version = excluded.version,
                            erased = excluded.erased, updated_at = excluded.updated_at
                        where not known.erased and (excluded.erased or known.version < excluded.version)
                        """)
                .param("ids", SqlArrays.texts(row))
                .param("accounts", SqlArrays.texts(List.of("account-" + id)))
                .param("statuses", SqlArrays.texts(List.of("ACTIVE")))
                .param("names", SqlArrays.texts(List.of("Name")))
                .param("emails", SqlArrays.texts(List.of("name@example.org")))
                .param("versions", SqlArrays.longs(row, one -> 1L))
                .param("erased", SqlArrays.booleans(row, one -> false))
                .param("times", SqlArrays.times(row, one -> FreshLedger.NOW))
                .update();
    }

    /** The accounts' profiles and their roots, locked. */
    List<String> lock(String account) {
        return sql.sql("""
                        with named as materialized (
                            select id, root_id from ledger.certification_profile where account_id = any (:accounts)
                            union all
                            select id, root_id from ledger.certification_profile where id = any (:profiles)
                        )
                        select id, account_id, status, merged_into, root_id, version
                        from ledger.certification_profile
                        where id = any (array(select id from named union select root_id from named))
                        order by id
                        for no key update
                        """)
                .param("accounts", SqlArrays.texts(List.of(account)))
                .param("profiles", SqlArrays.texts(List.of()))
                .query((row, number) -> row.getString("id"))
                .list();
    }

    /** Who is connected to one of these, by Learn profile. */
    Set<String> connected(String learnProfile, String root) {
        return sql.sql("""
                        select learn_profile_id, certification_profile_id, connected_at from ledger.connection
                        where learn_profile_id = any (:learnProfiles)
                        union
                        select learn_profile_id, certification_profile_id, connected_at from ledger.connection
                        where certification_profile_id = any (:roots)
                        """)
                .param("learnProfiles", SqlArrays.texts(List.of(learnProfile)))
                .param("roots", SqlArrays.texts(List.of(root)))
                .query((row, number) -> row.getString("learn_profile_id"))
                .set();
    }

    /** Returns how many connections were made: none if one of the sides is connected already. */
    int connect(String learnProfile, String root, UUID request) {
        List<UUID> row = List.of(request);
        return sql.sql("""
                        insert into ledger.connection (learn_profile_id, certification_profile_id, connected_at, request_id)
                        select * from unnest(:learnProfiles, :profiles, :times, :requests)
                        on conflict do nothing
                        """)
                .param("learnProfiles", SqlArrays.texts(List.of(learnProfile)))
                .param("profiles", SqlArrays.texts(List.of(root)))
                .param("times", SqlArrays.times(row, one -> FreshLedger.NOW))
                .param("requests", SqlArrays.uuids(row, one -> one))
                .update();
    }

    long nextSequence() {
        return sql.sql("select nextval('ledger.decision_sequence') from generate_series(1, :count)")
                .param("count", 1)
                .query(Long.class)
                .single();
    }

    int add(Decision decision) {
        List<Decision> rows = List.of(decision);
        return sql.sql("""
                        insert into ledger.decision (request_id, kind, payload_hash, source_topic, source_partition,
                            source_offset, sequence, event_id, event_key, event, certification_profile_id,
                            other_profile_id, outcome, rule, facts, decided_at)
                        select request_id, kind, payload_hash, source_topic, source_partition, source_offset, sequence,
                            event_id, event_key, event, profile, other, outcome, rule, facts::jsonb, decided_at
                        from unnest(:requests, :kinds, :hashes, :topics, :partitions, :offsets, :sequences, :events,
                            :keys, :bytes, :profiles, :others, :outcomes, :rules, :facts, :times)
                            as row (request_id, kind, payload_hash, source_topic, source_partition, source_offset,
                                sequence, event_id, event_key, event, profile, other, outcome, rule, facts, decided_at)
                        on conflict do nothing
                        """)
                .param("requests", SqlArrays.uuids(rows, Decision::requestId))
                .param("kinds", SqlArrays.texts(rows, Decision::kind))
                .param("hashes", SqlArrays.bytes(rows, row -> row.payloadHash().toBytes()))
                .param("topics", SqlArrays.texts(rows, row -> row.source().topic()))
                .param("partitions", SqlArrays.ints(rows, row -> row.source().partition()))
                .param("offsets", SqlArrays.longs(rows, row -> row.source().offset()))
                .param("sequences", SqlArrays.longs(rows, Decision::sequence))
                .param("events", SqlArrays.uuids(rows, Decision::eventId))
                .param("keys", SqlArrays.texts(rows, Decision::eventKey))
                .param("bytes", SqlArrays.bytes(rows, Decision::event))
                .param("profiles", SqlArrays.texts(rows, Decision::profile))
                .param("others", SqlArrays.texts(rows, Decision::otherProfile))
                .param("outcomes", SqlArrays.texts(rows, Decision::outcome))
                .param("rules", SqlArrays.texts(rows, Decision::rule))
                .param("facts", SqlArrays.texts(rows, Decision::facts))
                .param("times", SqlArrays.times(rows, Decision::decidedAt))
                .update();
    }

    /** Locks what merging one into the other touches. */
    List<String> lockToMerge(String survivor, String absorbed) {
        return sql.sql(TOUCHED + """
                        select id from ledger.certification_profile
                        where id = any (array(select id from touched))
                        order by id
                        for update
                        """)
                .param("named", SqlArrays.texts(List.of(survivor)))
                .param("absorbed", SqlArrays.texts(List.of(absorbed)))
                .query(String.class)
                .list();
    }

    void write(String id, String mergedInto, String root) {
        List<String> row = List.of(id);
        sql.sql("""
                        update ledger.certification_profile as profile
                        set merged_into = changed.merged_into, root_id = changed.root_id
                        from unnest(:ids, :survivors, :roots) as changed (id, merged_into, root_id)
                        where profile.id = changed.id
                        """)
                .param("ids", SqlArrays.texts(row))
                .param("survivors", SqlArrays.texts(row, one -> mergedInto))
                .param("roots", SqlArrays.texts(List.of(root)))
                .update();
    }
}
