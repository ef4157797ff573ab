package io.certconnect.merge.flow;

import io.certconnect.flow.Ambush;
import io.certconnect.merge.MergeWorker;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.WebApplicationType;

/** The merge-worker, which stops dead at the point of a batch that its first argument names, and waits to be killed. */
final class WorkerToKill {

    private WorkerToKill() {}

    public static void main(String[] arguments) {
        Ambush.Point point = Ambush.Point.valueOf(arguments[0]);
        Ambush.lay(point, () -> {
            System.out.println(point);
            waitForEver();
        });
        MergeWorker.application().web(WebApplicationType.NONE).run(Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    private static void waitForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
