package io.certconnect.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.cli.MergeEvents;
import io.certconnect.cli.Program;
import io.certconnect.cli.Program.Result;
import io.certconnect.cli.Services;
import io.certconnect.schemas.Topic;
import io.certconnect.v1.MergeDecided;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("worker")
final class WatchMergesTest {

    private static final UUID REQUEST = UUID.fromString("3f0d2c5e-8a41-4c7b-9d1a-5b2e6f7a8c90");

    @Test
    void showsADecisionPerLineWithWhatHelpsOfAProfileOnEitherSide() throws Exception {
        send(MergeEvents.merged(REQUEST, "watched", "other", 2));
        send(MergeEvents.merged(REQUEST, "unwatched", "other", 1));
        send(MergeEvents.rejected(REQUEST, "watched-root", "watched"));

        Result result = Program.run(
                Services.options(), "watch", "merges", "--from-beginning", "--count", "2", "--profile", "watched");

        assertThat(result.exitCode()).isZero();
        assertThat(result.lines())
                .containsExactlyInAnyOrder(
                        "2026-03-14T09:26:53.589Z  survivor watched, absorbed other  MERGED, 2 profiles  (request "
                                + REQUEST + ", ticket T-1, by sam)",
                        "2026-03-14T09:26:53.589Z  survivor watched-root, absorbed watched  REJECTED"
                                + " ABSORBED_IS_CONNECTED: Only the absorbed one is connected. Merge the other way round:"
                                + " the connected profile must be the survivor.  (request " + REQUEST
                                + ", ticket T-1, by sam)");
    }

    private static void send(MergeDecided event) throws Exception {
        Services.send(Services.event(Topic.MERGE_EVENTS, event.getSurvivorId(), event));
    }
}
