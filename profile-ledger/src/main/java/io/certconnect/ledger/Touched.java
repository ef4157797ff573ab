package io.certconnect.ledger;

import java.util.HashSet;
import java.util.Set;

/** What the requests of a batch touch: everything that has to be locked and loaded to decide them. */
public final class Touched {

    private final Set<AccountId> accounts = new HashSet<>();
    private final Set<CertificationProfileId> profiles = new HashSet<>();
    private final Set<LearnProfileId> learnProfiles = new HashSet<>();

    public void add(AccountId account) {
        accounts.add(account);
    }

    public void add(CertificationProfileId profile) {
        profiles.add(profile);
    }

    public void add(LearnProfileId learnProfile) {
        learnProfiles.add(learnProfile);
    }

    Set<AccountId> accounts() {
        return accounts;
    }

    Set<CertificationProfileId> profiles() {
        return profiles;
    }

    Set<LearnProfileId> learnProfiles() {
        return learnProfiles;
    }
}
