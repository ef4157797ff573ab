package io.certconnect.connector.rules;

import io.certconnect.ledger.AccountId;
import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.ledger.LearnProfileId;
import io.certconnect.ledger.LedgerView;
import io.certconnect.ledger.Profile;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The model's world as the rules look at it. */
record ModelView(NaiveModel model) implements LedgerView {

    @Override
    public Optional<Profile> profile(CertificationProfileId id) {
        return model.knows(id) ? Optional.of(known(id)) : Optional.empty();
    }

    @Override
    public Collection<Profile> holdersOf(AccountId account) {
        return model.profiles().stream()
                .filter(id -> account.equals(model.account(id)))
                .map(this::known)
                .toList();
    }

    @Override
    public Optional<CertificationProfileId> connectionOf(LearnProfileId learnProfile) {
        return Optional.ofNullable(model.connections().get(learnProfile));
    }

    @Override
    public Optional<LearnProfileId> learnerOf(CertificationProfileId root) {
        return model.connections().entrySet().stream()
                .filter(connection -> connection.getValue().equals(root))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private Profile known(CertificationProfileId id) {
        return new Profile(id, model.account(id), model.status(id), model.survivor(id), model.root(id), 1);
    }
}
