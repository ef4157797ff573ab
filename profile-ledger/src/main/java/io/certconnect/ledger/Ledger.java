package io.certconnect.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Connections, and the profiles that they rest on. Everything here runs in the caller's transaction, at PostgreSQL's
 * <em>read committed</em> level.
 *
 * <p>Locks come before reads: whoever decides on a profile holds its row and its root's, so that what was read is still
 * true when the decision is written, and sequences grow per profile. Everybody locks in the order of ids and waits for
 * nobody once that is done, so nobody waits in a circle.
 */
public final class Ledger {

    /**
     * One look-up a profile, whether it is named or found by its account; a second one for whoever is named, to find its root.
     * The holders of accounts that are not their own roots have an index of their own, which is nearly empty.
     */
    private static final String TOUCHED_AND_ROOTS = """
            select id, account_id, status, merged_into, root_id, version, (select number from ledger.holder_change) as changes
            from ledger.certification_profile
            where account_id = any (:accounts)
                or id = any (:profiles)
                or id = any (array(
                    select root_id from ledger.certification_profile where account_id = any (:accounts) and root_id <> id
                    union all
                    select root_id from ledger.certification_profile where id = any (:profiles) and root_id <> id))
            order by id
            for no key update
            """;

    /** The first, and two to lock who is lacking without waiting; then it is time to give back what is locked, and to wait. */
    private static final int ATTEMPTS = 3;

    private final JdbcTemplate jdbc;
    private final JdbcClient sql;

    Ledger(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.sql = JdbcClient.create(jdbc);
    }

    /**
     * Locks the profiles that these requests touch, and their roots, and loads them with their connections.
     *
     * @throws LostRaceException if roots or accounts went over to other profiles, and somebody holds those, or it goes on
     */
    public LedgerSnapshot lockAndLoad(Touched touched) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Locking locking = attempt == 1 ? lock(TOUCHED_AND_ROOTS, touched) : lockNewcomers(touched);
            LedgerSnapshot snapshot = new LedgerSnapshot(locking.profiles());
            if (locking.profiles().containTheirRoots() && loadConnections(touched, locking, snapshot)) {
                return snapshot;
            }
        }
        throw new LostRaceException("roots and holders of the touched profiles kept changing");
    }

    /** @param changes of holders until then; null if they do not tell whether a holder is lacking */
    private record Locking(
            LockedProfiles profiles, @Nullable Long changes) {}

    /**
     * The rows are those of the moment when each was locked; which rows, is a matter of the moment when the statement
     * began. In between, a merge may have given one of them another root, or an account may have gone over to another
     * profile, which is then not among them.
     */
    private Locking lock(String statement, Touched touched) {
        List<Profile> rows = new ArrayList<>();
        AtomicReference<@Nullable Long> changes = new AtomicReference<>();
        sql.sql(statement)
                .param("accounts", SqlArrays.texts(touched.accounts()))
                .param("profiles", SqlArrays.texts(touched.profiles()))
                .query(row -> {
                    rows.add(profile(row, 0));
                    changes.set(row.getLong("changes"));
                });
        return new Locking(new LockedProfiles(rows), changes.get());
    }

    /** Out of order, since the others are locked: so it waits for nobody, and whoever is held by somebody is still lacking. */
    private Locking lockNewcomers(Touched touched) {
        return new Locking(lock(TOUCHED_AND_ROOTS + "skip locked", touched).profiles(), null);
    }

    /** Returns whether all holders are locked, which it looks for only if any may have changed since the locking began. */
    private boolean loadConnections(Touched touched, Locking locking, LedgerSnapshot snapshot) {
        AtomicBoolean whole = new AtomicBoolean(true);
        sql.sql("""
                        select learn_profile_id, certification_profile_id, connected_at from ledger.connection
                        where learn_profile_id = any (:learnProfiles)
                        union all
                        select learn_profile_id, certification_profile_id, connected_at from ledger.connection
                        where certification_profile_id = any (:roots)
                        union all
                        select null, id, null from ledger.certification_profile
                        where account_id = any (:accounts)
                            and (select number from ledger.holder_change) is distinct from :changes
                        """)
                .param("learnProfiles", SqlArrays.texts(touched.learnProfiles()))
                .param("roots", SqlArrays.texts(locking.profiles().roots()))
                .param("accounts", SqlArrays.texts(touched.accounts()))
                .param("changes", locking.changes(), Types.BIGINT)
                .query(row -> {
                    CertificationProfileId profile =
                            new CertificationProfileId(row.getString("certification_profile_id"));
                    String learnProfile = row.getString("learn_profile_id");
                    if (learnProfile != null) {
                        snapshot.loaded(
                                new LearnProfileId(learnProfile),
                                profile,
                                row.getObject("connected_at", OffsetDateTime.class)
                                        .toInstant());
                    } else if (!locking.profiles().contain(profile)) {
                        whole.set(false);
                    }
                });
        return whole.get();
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
