package io.certconnect.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
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
 * true when the decision is written, and sequences grow per profile. Everybody locks in the order of ids, by one statement,
 * so nobody waits in a circle.
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

    private final JdbcTemplate jdbc;
    private final JdbcClient sql;

    Ledger(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.sql = JdbcClient.create(jdbc);
    }

    /**
     * Locks the profiles that these requests touch, and their roots, and loads them with their connections.
     *
     * @throws LostRaceException if a merge moved a root away meanwhile, or an account got another holder
     */
    public LedgerSnapshot lockAndLoad(Touched touched) {
        Locking locking = lockProfiles(touched);
        LedgerSnapshot snapshot = new LedgerSnapshot(locking.profiles());
        loadConnections(touched, locking, snapshot);
        return snapshot;
    }

    /** @param changes of holders until then; null if nothing was there to lock */
    private record Locking(
            LockedProfiles profiles, @Nullable Long changes) {}

    /**
     * The rows are those of the moment when each was locked; which rows, is a matter of the moment when the statement
     * began. In between, a merge may have given one of them another root, which is then not among them.
     */
    private Locking lockProfiles(Touched touched) {
        List<Profile> rows = new ArrayList<>();
        AtomicReference<@Nullable Long> changes = new AtomicReference<>();
        sql.sql(TOUCHED_AND_ROOTS)
                .param("accounts", SqlArrays.texts(touched.accounts()))
                .param("profiles", SqlArrays.texts(touched.profiles()))
                .query(row -> {
                    rows.add(profile(row, 0));
                    changes.set(row.getLong("changes"));
                });
        LockedProfiles profiles = new LockedProfiles(rows);
        if (!profiles.containTheirRoots()) {
            throw new LostRaceException("a merge moved the root of a touched profile away");
        }
        return new Locking(profiles, changes.get());
    }

    /**
     * Also looks whether all holders are locked, if any may have changed: since the locking statement began, an account may have
     * gone over to a profile that it did not see.
     */
    private void loadConnections(Touched touched, Locking locking, LedgerSnapshot snapshot) {
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
                        throw new LostRaceException("an account of a request got another holder");
                    }
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
