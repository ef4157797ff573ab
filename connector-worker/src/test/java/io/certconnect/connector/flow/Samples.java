package io.certconnect.connector.flow;

import io.certconnect.local.testing.TestServices;
import io.certconnect.v1.Account;
import io.certconnect.v1.AccountKind;
import io.certconnect.v1.CertificationProfileChanged;
import io.certconnect.v1.ConnectRequested;
import io.certconnect.v1.ProfileStatus;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What upstream services send. Every id is new, so that tests can share one platform. */
final class Samples {

    private Samples() {}

    /** A person on both sides, who has done nothing yet. */
    record Person(String learnProfile, String account, String certificationProfile) {

        static Person fresh() {
            return new Person(
                    TestServices.fresh("learner"), TestServices.fresh("account"), TestServices.fresh("profile"));
        }

        /** What exam registration says of this person. */
        CertificationProfileChanged registered() {
            return registered(ProfileStatus.ACTIVE);
        }

        CertificationProfileChanged registered(ProfileStatus status) {
            return profile(certificationProfile, account, status);
        }

        /** Asks to be connected, and leaves it to the account to find the certification profile. */
        ConnectRequested asks() {
            return request(learnProfile, null, personal(account));
        }

        ConnectRequested asksFor(String profile) {
            return request(learnProfile, profile, personal(account));
        }
    }

    static CertificationProfileChanged profile(String id, String account, ProfileStatus status) {
        return new CertificationProfileChanged(id, account, status, null, null, 1L, now());
    }

    static Account personal(String id) {
        return new Account(id, AccountKind.PERSONAL);
    }

    static Account workOrSchool(String id) {
        return new Account(id, AccountKind.WORK_OR_SCHOOL);
    }

    /** @param named null leaves it to the accounts */
    static ConnectRequested request(String learnProfile, String named, Account... accounts) {
        return new ConnectRequested(UUID.randomUUID(), learnProfile, List.of(accounts), named, now());
    }

    private static Instant now() {
        return Instant.ofEpochMilli(System.currentTimeMillis());
    }
}
