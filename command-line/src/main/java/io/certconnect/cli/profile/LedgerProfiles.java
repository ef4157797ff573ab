package io.certconnect.cli.profile;

import io.certconnect.cli.profile.ShownProfile.Connected;
import io.certconnect.cli.profile.ShownProfile.Decided;
import io.certconnect.cli.profile.ShownProfile.Member;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the ledger knows of certification profiles. */
final class LedgerProfiles {

    private static final int MOST_MEMBERS = 200;

    private final Connection connection;

    LedgerProfiles(Connection connection) {
        this.connection = connection;
    }

    /** All of one moment, though it takes several queries. */
    Optional<ShownProfile> find(String id, int history) throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        try (PreparedStatement query = connection.prepareStatement("""
                select status, erased, account_id, version, updated_at, merged_into, root_id
                from ledger.certification_profile
                where id = ?
                """)) {
            query.setString(1, id);
            ResultSet row = query.executeQuery();
            return row.next() ? Optional.of(profile(id, row, history)) : Optional.empty();
        }
    }

    private ShownProfile profile(String id, ResultSet row, int history) throws SQLException {
        String root = row.getString("root_id");
        return new ShownProfile(
                id,
                row.getString("status"),
                row.getBoolean("erased"),
                row.getString("account_id"),
                row.getLong("version"),
                instant(row, "updated_at"),
                row.getString("merged_into"),
                root,
                connectionOf(root),
                tree(root),
                1 + count("select count(*) from ledger.certification_profile where root_id = ? and not is_root", root),
                history(id, history),
                count("select count(*) from ledger.decision_on_profile where profile_id = ?", id));
    }

    private @Nullable Connected connectionOf(String root) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select learn_profile_id, connected_at, request_id
                from ledger.connection
                where certification_profile_id = ?
                """)) {
            query.setString(1, root);
            ResultSet row = query.executeQuery();
            return row.next()
                    ? new Connected(
                            row.getString("learn_profile_id"),
                            instant(row, "connected_at"),
                            row.getObject("request_id", UUID.class))
                    : null;
        }
    }

    /** Level by level, and no more levels than are needed: the limit ends the recursion, be the tree ever so large. */
    private List<Member> tree(String root) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                with recursive tree as (
                    select id, merged_into, status from ledger.certification_profile where id = ?
                    union all
                    select child.id, child.merged_into, child.status
                    from tree join ledger.certification_profile child on child.merged_into = tree.id and child.merged_into is not null
                )
                select id, merged_into, status from tree limit ?
                """)) {
            query.setString(1, root);
            query.setInt(2, MOST_MEMBERS);
            ResultSet row = query.executeQuery();
            List<Member> members = new ArrayList<>();
            while (row.next()) {
                members.add(new Member(row.getString("id"), row.getString("merged_into"), row.getString("status")));
            }
            return members;
        }
    }

    private List<Decided> history(String id, int most) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select request_id, kind, decided_at, outcome, facts->>'action' as action,
                    (facts->>'dryRun')::boolean as dry_run, facts->>'requestedBy' as requested_by,
                    facts->>'ticket' as ticket,
                    case when certification_profile_id = ? then other_profile_id else certification_profile_id end
                        as other
                from ledger.decision_on_profile
                where profile_id = ?
                order by sequence desc
                limit ?
                """)) {
            query.setString(1, id);
            query.setString(2, id);
            query.setInt(3, most);
            ResultSet row = query.executeQuery();
            List<Decided> decisions = new ArrayList<>();
            while (row.next()) {
                decisions.add(decided(row));
            }
            return decisions;
        }
    }

    private static Decided decided(ResultSet row) throws SQLException {
        boolean merge = row.getString("kind").equals("MERGE");
        String action = row.getString("action");
        return new Decided(
                row.getObject("request_id", UUID.class),
                row.getString("kind"),
                instant(row, "decided_at"),
                row.getString("outcome"),
                merge && action != null ? (row.getBoolean("dry_run") ? "preview of " : "") + action : null,
                row.getString("other"),
                merge ? row.getString("requested_by") : null,
                merge ? row.getString("ticket") : null);
    }

    private long count(String sql, String... ids) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < ids.length; i++) {
                query.setString(i + 1, ids[i]);
            }
            ResultSet row = query.executeQuery();
            row.next();
            return row.getLong(1);
        }
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
