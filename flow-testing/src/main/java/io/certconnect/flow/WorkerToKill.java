package io.certconnect.flow;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** A worker that stops dead at a point of a batch, and waits to be killed. */
final class WorkerToKill {

    private WorkerToKill() {}

    /** @param arguments the worker's class, the point, and the worker's own arguments */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Class<?> worker = Class.forName(arguments[0]);
        Ambush.Point point = Ambush.Point.valueOf(arguments[1]);
        Ambush.lay(point, () -> {
            System.out.println(point);
            waitForEver();
        });
        SpringApplicationBuilder application =
                (SpringApplicationBuilder) worker.getMethod("application").invoke(null);
        application.web(WebApplicationType.NONE).run(Arrays.copyOfRange(arguments, 2, arguments.length));
    }

    private static void waitForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
