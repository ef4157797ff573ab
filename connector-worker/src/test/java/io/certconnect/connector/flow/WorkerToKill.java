package io.certconnect.connector.flow;

import io.certconnect.connector.ConnectorWorker;
import io.certconnect.flow.Ambush;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.WebApplicationType;

/** The connector-worker, which stops dead at the point of a batch that its first argument names, and waits to be killed. */
final class WorkerToKill {

    private WorkerToKill() {}

    public static void main(String[] arguments) {
        Ambush.Point point = Ambush.Point.valueOf(arguments[0]);
        Ambush.lay(point, () -> {
            System.out.println(point);
            waitForEver();
        });
        ConnectorWorker.application()
                .web(WebApplicationType.NONE)
                .run(Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    private static void waitForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
