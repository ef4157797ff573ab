package io.certconnect.benchmarks;

import io.certconnect.schemas.ConsumerGroup;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Whether the connector-worker's memory stays as it is: an hour's worth of requests, at 1,000 a second, one after the other. */
public final class HourOfRequests {

    private static final int REQUESTS = 3_600_000;
    private static final int PART = REQUESTS / 12;
    private static final String MEMORY = "MB resident";

    private HourOfRequests() {}

    public static void main(String[] arguments) throws Exception {
        Report report = new Report();
        try (BenchServices services = new BenchServices()) {
            ConnectRequests requests = new ConnectRequests(services);
            report.stage("making %,d requests, and their profiles known", REQUESTS);
            requests.makeKnown(0, REQUESTS);
            requests.publish(0, REQUESTS);
            report.stage("the connector-worker as shipped");
            try (WorkerProcess worker = new WorkersRun(services, RequestKind.CONNECT).start(0)) {
                for (int decided = PART; decided <= REQUESTS; decided += PART) {
                    while (services.passed(ConsumerGroup.CONNECTOR_WORKER.groupId()) < decided) {
                        worker.requireAlive();
                        TimeUnit.MILLISECONDS.sleep(200);
                    }
                    report.figure(MEMORY, String.format(Locale.ROOT, "after %,d requests", decided), worker.resident());
                }
                report.figure(MEMORY, "at most", worker.mostResident());
            }
            requests.check("CONNECTED", REQUESTS);
        }
        report.write(Path.of(System.getProperty("certconnect.results", "target")), "hour");
    }
}
