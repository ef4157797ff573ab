package io.certconnect.connector.rules;

import io.certconnect.ledger.AccountId;
import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.ledger.LearnProfileId;
import io.certconnect.ledger.ProfileStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The contract's text on connecting, written down a second time: slow, in maps and sets, and sharing nothing with the
 * rules but ids and enums. What the real thing does must be what this does.
 *
 * <p>It is one world: news, merges and requests are applied to it one after the other.
 */
public final class NaiveModel {

    private final Map<CertificationProfileId, ProfileStatus> statuses = new HashMap<>();
    private final Map<CertificationProfileId, AccountId> accounts = new HashMap<>();
    private final Map<CertificationProfileId, Long> versions = new HashMap<>();
    private final Set<CertificationProfileId> erased = new HashSet<>();
    private final Map<CertificationProfileId, CertificationProfileId> survivors = new HashMap<>();
    private final Map<LearnProfileId, CertificationProfileId> connections = new HashMap<>();

    /** An account as a request sends it. */
    public record Sent(AccountId account, AccountKind kind) {}

    /**
     * @param reason null if connected
     * @param already whether it was connected before; false if rejected
     * @param profile what it is connected to, or what the rejection carries
     */
    public record Answer(
            @Nullable ConnectRejection reason,
            boolean already,
            @Nullable CertificationProfileId profile) {

        private static Answer no(ConnectRejection reason, @Nullable CertificationProfileId profile) {
            return new Answer(reason, false, profile);
        }
    }

    /** News from exam registration. Older news than what is known, and news of an erased profile, change nothing. */
    public void change(CertificationProfileId id, @Nullable AccountId account, ProfileStatus status, long version) {
        if (erased.contains(id) || (versions.containsKey(id) && versions.get(id) >= version)) {
            return;
        }
        versions.put(id, version);
        statuses.put(id, status);
        accounts.remove(id);
        if (account != null) {
            accounts.put(id, account);
        }
    }

    /** Closed for good, and known from now on if it was not before. The account stays. */
    public void erase(CertificationProfileId id) {
        erased.add(id);
        statuses.put(id, ProfileStatus.CLOSED);
    }

    /**
     * Makes one profile the direct survivor of another; whether their statuses allow it is the merge rules' business.
     *
     * @return false, with nothing changed, if the ledger could not hold it: either is unknown, absorbed, or the other
     *     one, or the absorbed one is connected
     */
    public boolean merge(CertificationProfileId survivor, CertificationProfileId absorbed) {
        boolean possible = knows(survivor)
                && knows(absorbed)
                && !survivor.equals(absorbed)
                && !survivors.containsKey(survivor)
                && !survivors.containsKey(absorbed)
                && !connections.containsValue(absorbed);
        if (possible) {
            survivors.put(absorbed, survivor);
        }
        return possible;
    }

    /** Cuts the edge from a profile to its direct survivor; false if there is none. */
    public boolean unmerge(CertificationProfileId absorbed) {
        return survivors.remove(absorbed) != null;
    }

    /** Decides a request that was not decided before, and applies the decision. */
    public Answer connect(LearnProfileId learner, List<Sent> sent, @Nullable CertificationProfileId named) {
        Answer answer = answer(learner, sent, named);
        if (answer.reason() == null) {
            connections.put(learner, answer.profile());
        }
        return answer;
    }

    private Answer answer(LearnProfileId learner, List<Sent> sent, @Nullable CertificationProfileId named) {
        if (sent.isEmpty() || sent.size() > 16 || hasBadId(learner, sent, named)) {
            return Answer.no(ConnectRejection.INVALID_REQUEST, null);
        }
        if (named != null && !knows(named)) {
            return Answer.no(ConnectRejection.CERTIFICATION_PROFILE_UNKNOWN, named);
        }

        Set<AccountId> personal = sent.stream()
                .filter(account -> account.kind() == AccountKind.PERSONAL)
                .map(Sent::account)
                .collect(Collectors.toSet());
        Set<AccountId> all = sent.stream().map(Sent::account).collect(Collectors.toSet());
        Set<CertificationProfileId> candidates = accounts.keySet().stream()
                .filter(id -> personal.contains(accounts.get(id)))
                .map(this::root)
                .collect(Collectors.toSet());

        CertificationProfileId own = connections.get(learner);
        if (own != null) {
            boolean same = named != null ? root(named).equals(own) : Set.of(own).containsAll(candidates);
            return same
                    ? new Answer(null, true, own)
                    : Answer.no(ConnectRejection.LEARN_PROFILE_ALREADY_CONNECTED, own);
        }

        ConnectRejection misfit =
                named != null ? misfit(root(named), personal, all) : misfit(candidates, personal, all);
        if (misfit != null) {
            return Answer.no(misfit, named);
        }

        CertificationProfileId root =
                named != null ? root(named) : candidates.iterator().next();
        if (statuses.get(root) != ProfileStatus.ACTIVE) {
            return Answer.no(ConnectRejection.CERTIFICATION_PROFILE_NOT_ACTIVE, root);
        }
        if (connections.containsValue(root)) {
            return Answer.no(ConnectRejection.CERTIFICATION_PROFILE_TAKEN, root);
        }
        return new Answer(null, false, root);
    }

    private @Nullable ConnectRejection misfit(
            CertificationProfileId namedRoot, Set<AccountId> personal, Set<AccountId> all) {
        Set<AccountId> underRoot = new HashSet<>();
        for (CertificationProfileId id : accounts.keySet()) {
            if (root(id).equals(namedRoot)) {
                underRoot.add(accounts.get(id));
            }
        }
        if (meet(underRoot, personal)) {
            return null;
        }
        if (meet(underRoot, all)) {
            return ConnectRejection.ACCOUNT_NOT_PERSONAL;
        }
        return personal.isEmpty() ? ConnectRejection.NO_PERSONAL_ACCOUNT : ConnectRejection.ACCOUNT_MISMATCH;
    }

    private @Nullable ConnectRejection misfit(
            Set<CertificationProfileId> candidates, Set<AccountId> personal, Set<AccountId> all) {
        if (personal.isEmpty()) {
            return ConnectRejection.NO_PERSONAL_ACCOUNT;
        }
        if (candidates.size() > 1) {
            return ConnectRejection.SEVERAL_CERTIFICATION_PROFILES;
        }
        if (candidates.size() == 1) {
            return null;
        }
        return meet(accounts.values(), all) ? ConnectRejection.ACCOUNT_NOT_PERSONAL : ConnectRejection.ACCOUNT_MISMATCH;
    }

    private static boolean meet(Collection<AccountId> some, Set<AccountId> others) {
        return some.stream().anyMatch(others::contains);
    }

    private static boolean hasBadId(LearnProfileId learner, List<Sent> sent, @Nullable CertificationProfileId named) {
        List<String> ids = new ArrayList<>();
        ids.add(learner.value());
        sent.forEach(account -> ids.add(account.account().value()));
        if (named != null) {
            ids.add(named.value());
        }
        return ids.stream()
                .anyMatch(id -> id.strip().isEmpty() || id.codePoints().count() > 128);
    }

    public boolean knows(CertificationProfileId id) {
        return statuses.containsKey(id);
    }

    public Set<CertificationProfileId> profiles() {
        return Set.copyOf(statuses.keySet());
    }

    public ProfileStatus status(CertificationProfileId id) {
        return statuses.get(id);
    }

    public @Nullable AccountId account(CertificationProfileId id) {
        return accounts.get(id);
    }

    /** The direct survivor; null if it was not absorbed. */
    public @Nullable CertificationProfileId survivor(CertificationProfileId id) {
        return survivors.get(id);
    }

    public CertificationProfileId root(CertificationProfileId id) {
        CertificationProfileId end = id;
        while (survivors.containsKey(end)) {
            end = survivors.get(end);
        }
        return end;
    }

    public Map<LearnProfileId, CertificationProfileId> connections() {
        return Map.copyOf(connections);
    }
}
