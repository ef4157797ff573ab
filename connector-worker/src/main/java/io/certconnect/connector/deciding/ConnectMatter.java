package io.certconnect.connector.deciding;

import io.certconnect.connector.publishing.ConnectEvents;
import io.certconnect.connector.rules.Account;
import io.certconnect.connector.rules.ConnectDecision;
import io.certconnect.connector.rules.ConnectRejection;
import io.certconnect.connector.rules.ConnectRequest;
import io.certconnect.connector.rules.ConnectRules;
import io.certconnect.connector.rules.Ruling;
import io.certconnect.deciding.Announcement;
import io.certconnect.deciding.Matter;
import io.certconnect.deciding.Stamp;
import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.ledger.Decision;
import io.certconnect.ledger.Ledger;
import io.certconnect.ledger.LedgerSnapshot;
import io.certconnect.ledger.PayloadHash;
import io.certconnect.ledger.Touched;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Connecting: the rules on the connector-worker's side of the ledger. */
public final class ConnectMatter implements Matter<ConnectRequest, LedgerSnapshot, ConnectMatter.Decided> {

    private static final String CONNECTED = "CONNECTED";

    private final Ledger ledger;

    public ConnectMatter(Ledger ledger) {
        this.ledger = ledger;
    }

    /** @param connectedAt since when the two are connected; null if they are not */
    public record Decided(Ruling ruling, @Nullable Instant connectedAt) {}

    @Override
    public Decision.Kind kind() {
        return Decision.Kind.CONNECT;
    }

    @Override
    public UUID requestId(ConnectRequest request) {
        return request.requestId();
    }

    @Override
    public Set<String> outcomes() {
        return Stream.concat(
                        Stream.of(CONNECTED),
                        Arrays.stream(ConnectRejection.values()).map(Enum::name))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public PayloadHash hash(ConnectRequest request) {
        CertificationProfileId named = request.named();
        PayloadHash.Hashing hashing = new PayloadHash.Hashing()
                .add(request.learnProfile().value())
                .add(named == null ? null : named.value())
                .length(request.accounts().size());
        for (Account account : request.accounts()) {
            hashing.add(account.id().value()).add(account.kind().name());
        }
        return hashing.done();
    }

    @Override
    public LedgerSnapshot lockAndLoad(List<ConnectRequest> requests) {
        Touched touched = new Touched();
        for (ConnectRequest request : requests) {
            touched.add(request.learnProfile());
            for (Account account : request.accounts()) {
                touched.add(account.id());
            }
            CertificationProfileId named = request.named();
            if (named != null) {
                touched.add(named);
            }
        }
        return ledger.lockAndLoad(touched);
    }

    @Override
    public Decided decide(ConnectRequest request, LedgerSnapshot view, Instant now) {
        Ruling ruling = ConnectRules.decide(request, view);
        if (ruling.decision() instanceof ConnectDecision.Connected connected && !connected.already()) {
            view.connect(request.learnProfile(), connected.profile(), request.requestId(), now);
        }
        return new Decided(ruling, view.connectedSince(request.learnProfile()).orElse(null));
    }

    @Override
    public Announcement announce(ConnectRequest request, Decided decided, Stamp stamp) {
        ConnectDecision decision = decided.ruling().decision();
        return new Announcement(
                request.learnProfile().value(),
                ConnectEvents.event(request, decision, decided.connectedAt(), stamp),
                outcome(decision),
                decided.ruling().rule().name(),
                decided.ruling().facts().asMap(),
                profile(decision),
                null);
    }

    private static String outcome(ConnectDecision decision) {
        return switch (decision) {
            case ConnectDecision.Connected connected -> CONNECTED;
            case ConnectDecision.Rejected rejected -> rejected.reason().name();
        };
    }

    private static @Nullable CertificationProfileId profile(ConnectDecision decision) {
        return switch (decision) {
            case ConnectDecision.Connected connected -> connected.profile();
            case ConnectDecision.Rejected rejected -> rejected.profile();
        };
    }

    @Override
    public void write(LedgerSnapshot view) {
        ledger.write(view);
    }
}
