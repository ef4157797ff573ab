package io.certconnect.merge.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.flow.Ambush;
import io.certconnect.flow.Books;
import io.certconnect.flow.Platform;
import io.certconnect.flow.WorkerInstance;
import io.certconnect.flow.WorkerProcess;
import io.certconnect.merge.MergeWorker;
import io.certconnect.merge.flow.Samples.Pair;
import io.certconnect.v1.MergeRequested;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A worker is killed with -9 in the middle of a batch, and another one goes on. */
@Tag("flow")
class MergeKillTest {

    private static final String INSTANCE = "killed";
    private static final int PEOPLE = 30;

    private final Merging merging = new Merging();
    private final Platform platform = merging.platform();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    @Timeout(90)
    void leavesOneEventForEachRequest(Ambush.Point point) {
        Books books = merging.openBooks();
        List<Pair> pairs = Stream.generate(Pair::fresh).limit(PEOPLE).toList();
        List<MergeRequested> requests = pairs.stream().map(Pair::merge).toList();
        merging.know(pairs.stream().flatMap(pair -> Stream.of(pair.known())).toList());

        merging.request(requests);
        try (WorkerProcess worker = startWorkerToKill(point)) {
            worker.awaitStop(point);
        }
        assertThat(decidedOf(requests) > 0).as("decided before the kill").isEqualTo(point != Ambush.Point.POLLED);

        try (WorkerInstance successor = merging.start(INSTANCE)) {
            assertThat(books.close()).isEqualTo(new Books.Totals(PEOPLE, 0, 0, 0));
            assertThat(successor.counted("certconnect.decisions.republished") > 0)
                    .as("stored events went out")
                    .isEqualTo(point != Ambush.Point.POLLED);
        }
        assertThat(pairs).allSatisfy(pair -> assertThat(merging.survivorOf(pair.absorbed()))
                .isEqualTo(pair.survivor()));
    }

    private WorkerProcess startWorkerToKill(Ambush.Point point) {
        List<String> settings = new ArrayList<>(platform.settings(INSTANCE));
        settings.addAll(Merging.settings());
        return WorkerProcess.startToKill(MergeWorker.class, point, List.of(Merging.REQUESTS), settings, folder);
    }

    private int decidedOf(List<MergeRequested> requests) {
        return platform.ledger()
                .decisions()
                .on(requests.stream().map(MergeRequested::getRequestId).collect(Collectors.toSet()))
                .size();
    }
}
