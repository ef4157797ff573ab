package io.certconnect.connector.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.connector.ConnectorWorker;
import io.certconnect.connector.flow.Samples.Person;
import io.certconnect.flow.Ambush;
import io.certconnect.flow.Books;
import io.certconnect.flow.Platform;
import io.certconnect.flow.WorkerInstance;
import io.certconnect.flow.WorkerProcess;
import io.certconnect.v1.CertificationProfileChanged;
import io.certconnect.v1.ConnectRequested;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A worker is killed with -9 in the middle of a batch, and another one goes on. */
@Tag("flow")
class KillTest {

    private static final String INSTANCE = "killed";
    private static final int PEOPLE = 50;

    private final Connecting connecting = new Connecting();
    private final Platform platform = connecting.platform();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    @Timeout(90)
    void leavesOneEventForEachRequest(Ambush.Point point) {
        Books books = connecting.openBooks();
        List<ConnectRequested> requests = new ArrayList<>();
        List<CertificationProfileChanged> profiles = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            Person person = Person.fresh();
            profiles.add(person.registered());
            requests.add(person.asks());
        }

        try (WorkerProcess worker = startWorkerToKill(point)) {
            connecting.register(profiles);
            connecting.request(requests);
            worker.awaitStop(point);
        }
        assertThat(decidedOf(requests) > 0).as("decided before the kill").isEqualTo(point != Ambush.Point.POLLED);

        try (WorkerInstance successor = connecting.start(INSTANCE)) {
            assertThat(books.close()).isEqualTo(new Books.Totals(PEOPLE, 0, 0, 0));
            assertThat(successor.counted("certconnect.decisions.republished") > 0)
                    .as("stored events went out")
                    .isEqualTo(point != Ambush.Point.POLLED);
        }
    }

    private WorkerProcess startWorkerToKill(Ambush.Point point) {
        List<String> settings = new ArrayList<>(platform.settings(INSTANCE));
        settings.addAll(Connecting.settings());
        List<String> loops = List.of(Connecting.REQUESTS, Connecting.DIRECTORY);
        return WorkerProcess.startToKill(ConnectorWorker.class, point, loops, settings, folder);
    }

    private int decidedOf(List<ConnectRequested> requests) {
        return platform.ledger()
                .decisions()
                .on(requests.stream().map(ConnectRequested::getRequestId).collect(Collectors.toSet()))
                .size();
    }
}
