package io.certconnect.merge.deciding;

import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.ledger.Forest;
import io.certconnect.merge.rules.MergeDecision.StoreCounts;
import io.certconnect.merge.rules.RecordCounts;
import io.certconnect.stores.RecordedEntries;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A batch while it is decided: the locked forest, and the stores as its previews may ask them. Locks are held meanwhile, so
 * all counts of a batch together get a moment only, and stores that do not answer one preview are not asked for the next.
 */
public final class MergeBatch {

    /** From the first count of a batch; below the statement timeout, so that nobody who waits for our locks gives up. */
    static final Duration ALLOWANCE = Duration.ofSeconds(1);

    private final Forest forest;
    private final Stores stores;
    private final LongSupplier nanoTime;
    private @Nullable Long firstAsked;
    private boolean silent;

    /** @param nanoTime as {@link System#nanoTime} */
    MergeBatch(Forest forest, Stores stores, LongSupplier nanoTime) {
        this.forest = forest;
        this.stores = stores;
        this.nanoTime = nanoTime;
    }

    Forest forest() {
        return forest;
    }

    RecordCounts counts() {
        return this::count;
    }

    private Optional<StoreCounts> count(List<CertificationProfileId> moving, CertificationProfileId root) {
        Duration left = left();
        if (silent || !left.isPositive()) {
            return Optional.empty();
        }
        // What earlier requests of the batch merged there is known to the forest alone.
        Optional<RecordedEntries.Counts> counts = stores.count(moving, forest.under(root), left);
        silent = counts.isEmpty();
        return counts.map(found -> new StoreCounts(found.transcriptEntries(), found.badges(), found.duplicates()));
    }

    private Duration left() {
        long now = nanoTime.getAsLong();
        if (firstAsked == null) {
            firstAsked = now;
        }
        return ALLOWANCE.minusNanos(now - firstAsked);
    }
}
