package io.certconnect.deciding;

import io.certconnect.ledger.Decision;
import io.certconnect.ledger.PayloadHash;
import io.certconnect.v1.ConnectDecided;
import io.certconnect.v1.ConnectOutcome;
import io.certconnect.v1.Connected;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A matter without rules: every wish is granted, and the answer repeats it. */
final class Wishes implements Matter<Wishes.Wish, String, String> {

    int granted;
    Runnable beforeFirstWrite = () -> {};
    Runnable whileLocking = () -> {};

    record Wish(UUID id, String text) {}

    @Override
    public Decision.Kind kind() {
        return Decision.Kind.CONNECT;
    }

    @Override
    public UUID requestId(Wish wish) {
        return wish.id();
    }

    @Override
    public Set<String> outcomes() {
        return Set.of("GRANTED", "REFUSED");
    }

    @Override
    public PayloadHash hash(Wish wish) {
        return new PayloadHash.Hashing().add(wish.text()).done();
    }

    @Override
    public String lockAndLoad(List<Wish> wishes) {
        whileLocking.run();
        return "the world";
    }

    @Override
    public String decide(Wish wish, String view, Instant now) {
        granted++;
        return wish.text();
    }

    @Override
    public Announcement announce(Wish wish, String granted, Stamp stamp) {
        ConnectDecided event = new ConnectDecided(
                stamp.eventId(),
                wish.id(),
                "wisher",
                stamp.sequence(),
                stamp.decidedAt(),
                ConnectOutcome.CONNECTED,
                new Connected(granted, stamp.decidedAt(), false),
                null);
        return new Announcement("wisher", event, "GRANTED", "EVERY_WISH", Map.of("wish", granted), null, null);
    }

    @Override
    public void write(String view) {
        Runnable first = beforeFirstWrite;
        beforeFirstWrite = () -> {};
        first.run();
    }
}
