package io.certconnect.ledger;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What the workers of the version before say to the ledger, word for word: those of before {@code V5}. Who adds a
 * migration first puts the statements of today here, so that the next version is held to them.
 */
final class VersionBefore {

    private static final String TOUCHED = """
            with recursive under (id) as (
                select id collate "C" from unnest(:absorbed) as absorbed (id)
                union
                select member.id from under cross join lateral (
                    select id from ledger.certification_profile where merged_into = under.id offset 0) as member
            ),
            named as materialized (
                select id, root_id from ledger.certification_profile where id = any (:named)
            )
            select id, account_id, status, merged_into, root_id, version
            from ledger.certification_profile
            where id = any (array(select id from under union select id from named union select root_id from named))
            order by id
            for no key update
            """;

    private static final List<String> CONNECTION =
            List.of("learn_profile_id", "certification_profile_id", "connected_at", "request_id");

    private static final List<String> DECISION = List.of(
            "request_id",
            "kind",
            "payload_hash",
            "source_topic",
            "source_partition",
            "source_offset",
            "sequence",
            "event_id",
            "event_key",
            "event",
            "certification_profile_id",
            "other_profile_id",
            "outcome",
            "rule",
            "facts",
            "decided_at");

    private final TransactionTemplate transaction;
    private final JdbcTemplate jdbc;
    private final JdbcClient sql;

    VersionBefore(DataSource dataSource) {
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        this.jdbc = new JdbcTemplate(dataSource);
        this.sql = JdbcClient.create(jdbc);
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

    /** The accounts' profiles, locked: enough as long as all of them are roots. */
    List<String> lock(String account) {
        return sql.sql("""
                        select id, account_id, status, merged_into, root_id, version
                        from ledger.certification_profile
                        where account_id = any (:accounts)
                        order by id
                        for no key update
                        """)
                .param("accounts", SqlArrays.texts(List.of(account)))
                .query((row, number) -> row.getString("id"))
                .list();
    }

    /** The same and their roots. */
    List<String> lockWithRoots(String account) {
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
                        union all
                        select learn_profile_id, certification_profile_id, connected_at from ledger.connection
                        where certification_profile_id = any (:roots)
                        """)
                .param("learnProfiles", SqlArrays.texts(List.of(learnProfile)))
                .param("roots", SqlArrays.texts(List.of(root)))
                .query((row, number) -> row.getString("learn_profile_id"))
                .set();
    }

    /** @throws org.springframework.dao.DuplicateKeyException if one of the sides is connected already */
    void connect(String learnProfile, String root, UUID request) {
        CopiedRows.into(jdbc, "ledger.connection", CONNECTION, List.of(request), (row, out) -> out.text(learnProfile)
                .text(root)
                .timestamptz(FreshLedger.NOW)
                .uuid(row));
    }

    long nextSequence() {
        return sql.sql("select nextval('ledger.decision_sequence') from generate_series(1, :count)")
                .param("count", 1)
                .query(Long.class)
                .single();
    }

    /** @throws org.springframework.dao.DuplicateKeyException if the request is decided already */
    void add(Decision decision) {
        CopiedRows.into(jdbc, "ledger.decision", DECISION, List.of(decision), (row, out) -> out.uuid(row.requestId())
                .text(row.kind())
                .bytes(row.payloadHash().toBytes())
                .text(row.source().topic())
                .int4(row.source().partition())
                .int8(row.source().offset())
                .int8(row.sequence())
                .uuid(row.eventId())
                .text(row.eventKey())
                .bytes(row.event())
                .text(row.profile())
                .text(row.otherProfile())
                .text(row.outcome())
                .text(row.rule())
                .jsonb(row.facts())
                .timestamptz(row.decidedAt()));
    }

    /** Locks what merging one into the other names: enough as long as nothing that is named was ever merged. */
    List<String> lockNamed(String survivor, String absorbed) {
        return sql.sql("""
                        select id, account_id, status, merged_into, root_id, version
                        from ledger.certification_profile
                        where id = any (:named)
                        order by id
                        for no key update
                        """)
                .param("named", SqlArrays.texts(List.of(survivor, absorbed)))
                .query((row, number) -> row.getString("id"))
                .list();
    }

    List<String> membersOf(String survivor) {
        return sql.sql("""
                        select member.id from unnest(:survivors) as survivor (id) cross join lateral (
                            select id from ledger.certification_profile where merged_into = survivor.id offset 0) as member
                        """)
                .param("survivors", SqlArrays.texts(List.of(survivor)))
                .query((row, number) -> row.getString("id"))
                .list();
    }

    /** Locks what merging one into the other touches. */
    List<String> lockToMerge(String survivor, String absorbed) {
        return sql.sql(TOUCHED)
                .param("named", SqlArrays.texts(List.of(survivor, absorbed)))
                .param("absorbed", SqlArrays.texts(List.of(absorbed)))
                .query((row, number) -> row.getString("id"))
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
