package io.certconnect.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The locked part of the ledger, in memory, while a batch is decided: each decision is visible to the next one. What
 * was connected here is written by {@link Ledger#write}.
 */
public final class LedgerSnapshot implements LedgerView {

    private final LockedProfiles profiles;
    private final Map<AccountId, List<Profile>> holders = new HashMap<>();
    private final Map<LearnProfileId, Connection> connections = new HashMap<>();
    private final Map<CertificationProfileId, LearnProfileId> learners = new HashMap<>();
    private final List<Connected> made = new ArrayList<>();

    private record Connection(CertificationProfileId profile, Instant since) {}

    record Connected(LearnProfileId learnProfile, CertificationProfileId profile, UUID request, Instant at) {}

    LedgerSnapshot(LockedProfiles locked) {
        profiles = locked;
        for (Profile profile : locked.all()) {
            AccountId account = profile.account();
            if (account != null) {
                holders.computeIfAbsent(account, unused -> new ArrayList<>(2)).add(profile);
            }
        }
    }

    void loaded(LearnProfileId learnProfile, CertificationProfileId profile, Instant since) {
        connections.put(learnProfile, new Connection(profile, since));
        learners.put(profile, learnProfile);
    }

    /** Connects the two, once the rules have said so. */
    public void connect(LearnProfileId learnProfile, CertificationProfileId root, UUID request, Instant at) {
        loaded(learnProfile, root, at);
        made.add(new Connected(learnProfile, root, request, at));
    }

    /** Since when a Learn profile is connected; empty if it is not. */
    public Optional<Instant> connectedSince(LearnProfileId learnProfile) {
        return Optional.ofNullable(connections.get(learnProfile)).map(Connection::since);
    }

    List<Connected> made() {
        return made;
    }

    @Override
    public Optional<Profile> profile(CertificationProfileId id) {
        return profiles.get(id);
    }

    @Override
    public Collection<Profile> holdersOf(AccountId account) {
        return holders.getOrDefault(account, List.of());
    }

    @Override
    public Optional<CertificationProfileId> connectionOf(LearnProfileId learnProfile) {
        return Optional.ofNullable(connections.get(learnProfile)).map(Connection::profile);
    }

    @Override
    public Optional<LearnProfileId> learnerOf(CertificationProfileId root) {
        return Optional.ofNullable(learners.get(root));
    }
}
