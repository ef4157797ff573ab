package io.certconnect.connector.rules;

import io.certconnect.ledger.AccountId;
import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.ledger.LearnProfileId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Requests and ledgers that mention only what a test is about. */
final class Samples {

    /** Who asks, unless a test says otherwise. */
    static final String LEARNER = "learner";

    private Samples() {}

    static SampleLedger ledger() {
        return new SampleLedger();
    }

    static Asking request() {
        return new Asking();
    }

    static CertificationProfileId certification(String id) {
        return new CertificationProfileId(id);
    }

    /** A connect request in the making. */
    static final class Asking {

        private String learner = LEARNER;
        private final List<Account> accounts = new ArrayList<>();
        private @Nullable CertificationProfileId named;

        Asking from(String learnProfile) {
            learner = learnProfile;
            return this;
        }

        Asking personal(String... ids) {
            return with(AccountKind.PERSONAL, ids);
        }

        Asking work(String... ids) {
            return with(AccountKind.WORK_OR_SCHOOL, ids);
        }

        private Asking with(AccountKind kind, String... ids) {
            for (String id : ids) {
                accounts.add(new Account(new AccountId(id), kind));
            }
            return this;
        }

        Asking naming(String profile) {
            named = certification(profile);
            return this;
        }

        ConnectRequest build() {
            return new ConnectRequest(new UUID(0, 1), new LearnProfileId(learner), accounts, named);
        }
    }
}
