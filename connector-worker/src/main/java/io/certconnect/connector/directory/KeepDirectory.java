package io.certconnect.connector.directory;

import io.certconnect.deciding.Keeping;
import io.certconnect.ledger.Directory;
import io.certconnect.ledger.LedgerDatabase;
import io.certconnect.ledger.ProfileNews;
import io.certconnect.schemas.Topic;
import io.certconnect.worker.Arrival;
import io.certconnect.worker.Batch;
import io.certconnect.worker.BatchWork;
import io.certconnect.worker.Outgoing;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;

/** Writes a batch of news into the directory. Nothing is published, and news that come twice change nothing. */
final class KeepDirectory implements BatchWork<ProfileNews> {

    private final LedgerDatabase database;
    private final Counter written;
    private final Counter stale;
    private final Counter afterErasure;

    KeepDirectory(LedgerDatabase database, MeterRegistry meters) {
        this.database = database;
        this.written = counter(meters, "written");
        this.stale = counter(meters, "stale");
        this.afterErasure = counter(meters, "after-erasure");
    }

    private static Counter counter(MeterRegistry meters, String outcome) {
        return Counter.builder("certconnect.directory.news")
                .description("news of certification profiles, by what became of them")
                .tag("outcome", outcome)
                .register(meters);
    }

    @Override
    public Outgoing on(Batch<ProfileNews> batch) {
        Directory.Applied applied = database.inTransaction(() -> apply(batch));
        written.increment(applied.written());
        stale.increment(applied.stale());
        afterErasure.increment(applied.afterErasure());
        return Outgoing.nothing();
    }

    private Directory.Applied apply(Batch<ProfileNews> batch) {
        database.keptRecords().add(Keeping.recordsOf(batch));
        List<ProfileNews> news = new ArrayList<>(batch.arrivals().size());
        List<String> erased = new ArrayList<>();
        for (Arrival<ProfileNews> arrival : batch.arrivals()) {
            news.add(arrival.value());
            if (arrival.value() instanceof ProfileNews.Erased) {
                erased.add(arrival.value().id().value());
            }
        }
        database.keptRecords().erase(Topic.CERTIFICATION_PROFILES.topicName(), erased);
        // Last, since everybody who changes the directory waits from then on until this commits.
        return database.directory().apply(news);
    }
}
