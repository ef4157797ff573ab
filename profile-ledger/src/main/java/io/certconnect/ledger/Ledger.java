package io.certconnect.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Connections, and the profiles that they rest on. Everything here runs in the caller's transaction, at PostgreSQL's
 * <em>read committed</em> level.
 *
 * <p>Locks come before reads: whoever decides on a profile holds its row and its root's, so that what was read is still
 * true when the decision is written, and sequences grow per profile. Everybody locks in the order of ids and holds
 * nothing while locking anew, so nobody waits in a circle.
 */
public final class Ledger {

    /** Merges that keep moving roots away under us this often in a row are no race any more. */
    private static final int ATTEMPTS = 10;

    /** One look-up a profile; enough as long as all of them are roots, as nearly all are. */
    private static final String HOLDERS = """
            select id, account_id, status, merged_into, root_id, version
            from ledger.certification_profile
            where account_id = any (:accounts)
            order by id
            for no key update
            """;

    private static final String NAMED_AND_ROOTS = """
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
            """;

    private final JdbcTemplate jdbc;
    private final JdbcClient sql;
    private final TransactionTemplate savepoint;

    /** @param savepoint runs its callback in a nested transaction (a savepoint) of the caller's */
    Ledger(JdbcTemplate jdbc, TransactionTemplate savepoint) {
        this.jdbc = jdbc;
        this.sql = JdbcClient.create(jdbc);
        this.savepoint = savepoint;
    }

    /**
     * Locks the profiles that these requests touch, and their roots, and loads them with their connections.
     *
     * @throws LostRaceException if merges moved the roots away each time
     */
    public LedgerSnapshot lockAndLoad(Touched touched) {
        LockedProfiles profiles = lockProfiles(touched);
        LedgerSnapshot snapshot = new LedgerSnapshot(profiles);
        loadConnections(touched, profiles.roots(), snapshot);
        return snapshot;
    }

    private LockedProfiles lockProfiles(Touched touched) {
        if (touched.accounts().isEmpty() && touched.profiles().isEmpty()) {
            return new LockedProfiles(List.of());
        }
        String statement = touched.profiles().isEmpty() ? HOLDERS : NAMED_AND_ROOTS;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<LockedProfiles> locked = lockWithRoots(statement, touched);
            if (locked.isPresent()) {
                return locked.get();
            }
            statement = NAMED_AND_ROOTS;
        }
        throw new LostRaceException("the roots of the touched profiles kept moving");
    }

    /**
     * The rows are those of the moment when each was locked; which rows, is a matter of the moment when the statement
     * began. In between, a merge may have given one of them another root, which is then not among them. Empty, and
     * nothing locked, if a root is lacking.
     */
    private Optional<LockedProfiles> lockWithRoots(String statement, Touched touched) {
        Optional<LockedProfiles> locked = savepoint.execute(status -> {
            LockedProfiles profiles = new LockedProfiles(sql.sql(statement)
                    .param("accounts", SqlArrays.texts(touched.accounts()))
                    .param("profiles", SqlArrays.texts(touched.profiles()))
                    .query(Ledger::profile)
                    .list());
            if (profiles.containTheirRoots()) {
                return Optional.of(profiles);
            }
            status.setRollbackOnly();
            return Optional.empty();
        });
        return locked == null ? Optional.empty() : locked;
    }

    private void loadConnections(Touched touched, List<CertificationProfileId> roots, LedgerSnapshot snapshot) {
        sql.sql("""
                        select learn_profile_id, certification_profile_id, connected_at from ledger.connection
                        where learn_profile_id = any (:learnProfiles)
                        union all
                        select learn_profile_id, certification_profile_id, connected_at from ledger.connection
                        where certification_profile_id = any (:roots)
                        """)
                .param("learnProfiles", SqlArrays.texts(touched.learnProfiles()))
                .param("roots", SqlArrays.texts(roots))
                .query(row -> {
                    snapshot.loaded(
                            new LearnProfileId(row.getString("learn_profile_id")),
                            new CertificationProfileId(row.getString("certification_profile_id")),
                            row.getObject("connected_at", OffsetDateTime.class).toInstant());
                });
    }

    /**
     * Writes the connections that were made in this snapshot.
     *
     * @throws LostRaceException if one of the sides was connected by somebody else meanwhile
     */
    public void write(LedgerSnapshot snapshot) {
        List<LedgerSnapshot.Connected> made = new ArrayList<>(snapshot.made());
        if (made.isEmpty()) {
            return;
        }
        made.sort((a, b) -> a.learnProfile().compareTo(b.learnProfile()));
        try {
            insert(made);
        } catch (DuplicateKeyException taken) {
            throw new LostRaceException("somebody else connected one of these profiles first", taken);
        }
    }

    private void insert(List<LedgerSnapshot.Connected> made) {
        CopiedRows.into(
                jdbc,
                "ledger.connection",
                List.of("learn_profile_id", "certification_profile_id", "connected_at", "request_id"),
                made,
                (row, out) -> out.text(row.learnProfile())
                        .text(row.profile())
                        .timestamptz(row.at())
                        .uuid(row.request()));
    }

    static Profile profile(ResultSet row, int number) throws SQLException {
        return new Profile(
                new CertificationProfileId(row.getString("id")),
                account(row.getString("account_id")),
                ProfileStatus.valueOf(row.getString("status")),
                profileId(row.getString("merged_into")),
                new CertificationProfileId(row.getString("root_id")),
                row.getLong("version"));
    }

    private static @Nullable AccountId account(@Nullable String value) {
        return value == null ? null : new AccountId(value);
    }

    private static @Nullable CertificationProfileId profileId(@Nullable String value) {
        return value == null ? null : new CertificationProfileId(value);
    }
}
