package io.certconnect.benchmarks;

import io.certconnect.schemas.Topic;
import io.certconnect.v1.MergeAction;
import io.certconnect.v1.MergeRequested;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

/** Requests to merge profiles that the ledger knows, each into one of its own; nobody is connected. */
final class MergeRequests {

    private final BenchServices services;

    MergeRequests(BenchServices services) {
        this.services = services;
    }

    /** Merges every second profile of these into the one before it; the end is exclusive. */
    void publish(int from, int to) {
        for (int number = from; number < to; number += 2) {
            services.publish(
                    Topic.MERGE_REQUESTS,
                    new MergeRequested(
                            UUID.randomUUID(),
                            MergeAction.MERGE,
                            Population.profile(number),
                            Population.profile(number + 1),
                            "benchmark",
                            "TICKET-1",
                            "measuring",
                            false,
                            null,
                            Instant.now()));
        }
        services.flush();
    }

    /** As if nothing had ever been merged: no worker may run. */
    void undo(String group) throws InterruptedException, ExecutionException {
        services.sql().sql("""
                        update ledger.certification_profile set merged_into = null, root_id = id
                        where merged_into is not null
                        """).update();
        services.sql().sql("delete from ledger.decision where kind = 'MERGE'").update();
        services.sql().sql("vacuum ledger.certification_profile").update();
        services.forget(group);
    }
}
