package io.certconnect.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What we know of certification profiles. Newer news win, whatever the order of arrival; an erased profile is closed for
 * good, its name and email gone. Its account stays: it is opaque, and who comes back with it must hear that the profile
 * is closed. Everything here runs in the caller's transaction.
 */
public final class Directory {

    private final JdbcClient sql;

    Directory(JdbcClient sql) {
        this.sql = sql;
    }

    /** What became of a batch of news: written, older than what was known, or about an erased profile. */
    public record Applied(int written, int stale, int afterErasure) {}

    /** Takes in a batch of news, in order. */
    public Applied apply(List<ProfileNews> news) {
        Map<CertificationProfileId, Entry> entries = new TreeMap<>();
        for (ProfileNews item : news) {
            entries.computeIfAbsent(item.id(), Entry::new);
        }
        lockKnown(entries);

        int stale = 0;
        int afterErasure = 0;
        for (ProfileNews item : news) {
            switch (entryOf(item.id(), entries).take(item)) {
                case TAKEN -> {}
                case STALE -> stale++;
                case AFTER_ERASURE -> afterErasure++;
            }
        }
        write(entries.values().stream().filter(entry -> entry.touched).toList());
        return new Applied(news.size() - stale - afterErasure, stale, afterErasure);
    }

    private void lockKnown(Map<CertificationProfileId, Entry> entries) {
        sql.sql("""
                        select id, account_id, status, version, erased from ledger.certification_profile
                        where id = any (:ids) order by id for no key update
                        """).param("ids", SqlArrays.texts(entries.keySet())).query(row -> {
            Entry entry = entryOf(new CertificationProfileId(row.getString("id")), entries);
            entry.account = row.getString("account_id");
            entry.version = row.getLong("version");
            entry.erased = row.getBoolean("erased");
        });
    }

    private static Entry entryOf(CertificationProfileId id, Map<CertificationProfileId, Entry> entries) {
        return Objects.requireNonNull(entries.get(id), "every profile of the batch has an entry");
    }

    /** A profile that appeared since we looked was written by a zombie of ours; the same news are in its hands. */
    private void write(List<Entry> rows) {
        if (rows.isEmpty()) {
            return;
        }
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
                .param("ids", SqlArrays.texts(rows, row -> row.id))
                .param("accounts", SqlArrays.texts(rows, row -> row.account))
                .param("statuses", SqlArrays.texts(rows, row -> row.status))
                .param("names", SqlArrays.texts(rows, row -> row.legalName))
                .param("emails", SqlArrays.texts(rows, row -> row.email))
                .param("versions", SqlArrays.longs(rows, row -> row.version))
                .param("erased", SqlArrays.booleans(rows, row -> row.erased))
                .param("times", SqlArrays.times(rows, row -> row.updatedAt))
                .update();
    }

    private enum Taken {
        TAKEN,
        STALE,
        AFTER_ERASURE
    }

    /** A profile's row while news are applied to it. */
    private static final class Entry {

        private final CertificationProfileId id;
        private @Nullable String account;
        private ProfileStatus status = ProfileStatus.CLOSED;
        private @Nullable String legalName;
        private @Nullable String email;
        private long version = Long.MIN_VALUE;
        private boolean erased;
        private Instant updatedAt = Instant.EPOCH;
        private boolean touched;

        Entry(CertificationProfileId id) {
            this.id = id;
        }

        Taken take(ProfileNews news) {
            return switch (news) {
                case ProfileNews.Changed changed -> take(changed);
                case ProfileNews.Erased gone -> take(gone);
            };
        }

        private Taken take(ProfileNews.Changed changed) {
            if (erased) {
                return Taken.AFTER_ERASURE;
            }
            if (changed.version() <= version) {
                return Taken.STALE;
            }
            AccountId newAccount = changed.account();
            account = newAccount == null ? null : newAccount.value();
            status = changed.status();
            legalName = changed.legalName();
            email = changed.email();
            version = changed.version();
            updatedAt = changed.updatedAt();
            touched = true;
            return Taken.TAKEN;
        }

        private Taken take(ProfileNews.Erased gone) {
            if (erased) {
                return Taken.AFTER_ERASURE;
            }
            status = ProfileStatus.CLOSED;
            legalName = null;
            email = null;
            erased = true;
            updatedAt = gone.at();
            touched = true;
            return Taken.TAKEN;
        }
    }
}
