package io.certconnect.connector.rules;

import io.certconnect.ledger.AccountId;
import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.ledger.LearnProfileId;
import io.certconnect.ledger.LedgerView;
import io.certconnect.ledger.Profile;
import io.certconnect.ledger.ProfileStatus;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A ledger in memory, told what it holds. */
final class SampleLedger implements LedgerView {

    private final Map<CertificationProfileId, Profile> profiles = new LinkedHashMap<>();
    private final Map<LearnProfileId, CertificationProfileId> connections = new LinkedHashMap<>();

    SampleLedger active(String id, @Nullable String account) {
        return with(id, account, ProfileStatus.ACTIVE, null, id);
    }

    SampleLedger held(String id, @Nullable String account) {
        return with(id, account, ProfileStatus.HELD, null, id);
    }

    /** Closed, or erased: an erased profile keeps its account. */
    SampleLedger closed(String id, @Nullable String account) {
        return with(id, account, ProfileStatus.CLOSED, null, id);
    }

    /** Absorbed directly into a root. */
    SampleLedger absorbed(String id, @Nullable String account, String root) {
        return with(id, account, ProfileStatus.ACTIVE, root, root);
    }

    /** Absorbed into a profile that is itself absorbed. */
    SampleLedger absorbed(String id, @Nullable String account, String survivor, String root) {
        return with(id, account, ProfileStatus.ACTIVE, survivor, root);
    }

    SampleLedger connected(String learnProfile, String root) {
        connections.put(new LearnProfileId(learnProfile), new CertificationProfileId(root));
        return this;
    }

    private SampleLedger with(
            String id, @Nullable String account, ProfileStatus status, @Nullable String survivor, String root) {
        Profile profile = new Profile(
                new CertificationProfileId(id),
                account == null ? null : new AccountId(account),
                status,
                survivor == null ? null : new CertificationProfileId(survivor),
                new CertificationProfileId(root),
                1);
        profiles.put(profile.id(), profile);
        return this;
    }

    @Override
    public Optional<Profile> profile(CertificationProfileId id) {
        return Optional.ofNullable(profiles.get(id));
    }

    @Override
    public Collection<Profile> holdersOf(AccountId account) {
        return profiles.values().stream()
                .filter(profile -> account.equals(profile.account()))
                .toList();
    }

    @Override
    public Optional<CertificationProfileId> connectionOf(LearnProfileId learnProfile) {
        return Optional.ofNullable(connections.get(learnProfile));
    }

    @Override
    public Optional<LearnProfileId> learnerOf(CertificationProfileId root) {
        return connections.entrySet().stream()
                .filter(connection -> connection.getValue().equals(root))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
