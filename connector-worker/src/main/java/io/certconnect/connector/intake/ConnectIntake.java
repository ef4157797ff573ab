package io.certconnect.connector.intake;

import io.certconnect.connector.rules.Account;
import io.certconnect.connector.rules.AccountKind;
import io.certconnect.connector.rules.ConnectRequest;
import io.certconnect.ledger.AccountId;
import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.ledger.LearnProfileId;
import io.certconnect.v1.ConnectRequested;
import io.certconnect.worker.DeadLetterReason;
import io.certconnect.worker.Intake;
import io.certconnect.worker.Reading;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads connection requests. A request with an account of a kind that this version does not know is kept whole: the
 * account might be the one that decides, and a rejection could not be taken back.
 */
public final class ConnectIntake implements Intake<ConnectRequested, ConnectRequest> {

    @Override
    public Class<ConnectRequested> type() {
        return ConnectRequested.class;
    }

    @Override
    public Reading<ConnectRequest> read(String key, ConnectRequested request) {
        if (!key.equals(request.getLearnProfileId())) {
            return new Reading.Unreadable<>(DeadLetterReason.WRONG_KEY, "the key is not the request's learnProfileId");
        }
        List<Account> accounts = new ArrayList<>(request.getAccounts().size());
        for (io.certconnect.v1.Account account : request.getAccounts()) {
            AccountId id = new AccountId(account.getAccountId());
            switch (account.getKind()) {
                case PERSONAL -> accounts.add(new Account(id, AccountKind.PERSONAL));
                case WORK_OR_SCHOOL -> accounts.add(new Account(id, AccountKind.WORK_OR_SCHOOL));
                case UNKNOWN -> {
                    return new Reading.Kept<>("an account of an unknown kind");
                }
            }
        }
        String named = request.getCertificationProfileId();
        return new Reading.Readable<>(new ConnectRequest(
                request.getRequestId(),
                new LearnProfileId(request.getLearnProfileId()),
                accounts,
                named == null ? null : new CertificationProfileId(named)));
    }
}
