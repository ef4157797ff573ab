package io.certconnect.connector.rules;

import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.ledger.LearnProfileId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A Learn profile asks for a certification profile. Nothing is checked here: an invalid request gets a decision too.
 *
 * @param accounts as they were sent, repetitions included; an absent list is an empty one. An account that is there
 *     under both kinds counts as personal
 * @param named the certification profile that is asked for; null leaves it to the accounts to find it
 */
public record ConnectRequest(
        UUID requestId,
        LearnProfileId learnProfile,
        List<Account> accounts,
        @Nullable CertificationProfileId named) {

    public ConnectRequest {
        accounts = accounts == null ? List.of() : List.copyOf(accounts);
    }
}
