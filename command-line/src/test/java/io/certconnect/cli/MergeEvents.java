package io.certconnect.cli;

import io.certconnect.v1.MergeDecided;
import io.certconnect.v1.MergeOutcome;
import io.certconnect.v1.MergeRejected;
import io.certconnect.v1.MergeRejection;
import io.certconnect.v1.Merged;
import io.certconnect.v1.Remedy;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;

/** Decisions on merging, by sam for ticket T-1. */
public final class MergeEvents {

    private static final Instant NOW = Instant.parse("2026-03-14T09:26:53.589Z");
    private static final UUID EVENT = UUID.fromString("c2a1b0d9-1e2f-5a3b-8c4d-6e5f7a8b9c0d");

    private MergeEvents() {}

    /** @param profiles how many came along */
    public static MergeDecided merged(UUID request, String survivor, String absorbed, int profiles) {
        Merged merged = new Merged(
                "learn-1",
                IntStream.range(0, profiles)
                        .mapToObj(i -> i == 0 ? absorbed : absorbed + "-" + i)
                        .toList(),
                false);
        return event(request, survivor, absorbed, MergeOutcome.MERGED, merged, null);
    }

    public static MergeDecided rejected(UUID request, String survivor, String absorbed) {
        MergeRejected rejected = new MergeRejected(
                MergeRejection.ABSORBED_IS_CONNECTED,
                Remedy.SWAP_DIRECTION,
                false,
                null,
                "Only the absorbed one is connected.");
        return event(request, survivor, absorbed, MergeOutcome.REJECTED, null, rejected);
    }

    private static MergeDecided event(
            UUID request,
            String survivor,
            String absorbed,
            MergeOutcome outcome,
            Merged merged,
            MergeRejected rejected) {
        return new MergeDecided(
                EVENT, request, survivor, absorbed, 7L, NOW, "sam", "T-1", outcome, merged, null, null, rejected);
    }
}
