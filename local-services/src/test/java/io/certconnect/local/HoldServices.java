package io.certconnect.local;

import java.nio.file.Path;

/** A program that starts all services and waits to be killed. */
final class HoldServices {

    private HoldServices() {}

    public static void main(String[] arguments) throws InterruptedException {
        var services = LocalServices.prepare(Path.of(arguments[0]), LocalServices.Ports.FREE);
        services.start(line -> {});
        System.out.println("ready " + services.broker().port() + " "
                + services.registry().port() + " " + services.database().port());
        Thread.currentThread().join();
    }
}
