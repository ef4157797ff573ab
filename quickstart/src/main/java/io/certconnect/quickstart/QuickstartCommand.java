package io.certconnect.quickstart;

import io.certconnect.local.LocalServiceException;
import io.certconnect.local.LocalServices;
import io.certconnect.local.Loopback;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts everything, plays the story once per data folder, and runs until Ctrl-C. */
@Command(
        name = "quickstart",
        description =
                "Start a broker, a schema registry, PostgreSQL, the workers and the console on loopback, and play a story.",
        showDefaultValues = true)
final class QuickstartCommand implements Callable<Integer> {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".certconnect",
            description = "Where all data are kept.")
    private Path data = Path.of(".certconnect");

    @Option(names = "--kafka-port", paramLabel = "PORT", defaultValue = "9092", description = "0 takes a free one.")
    private int kafkaPort;

    @Option(names = "--registry-port", paramLabel = "PORT", defaultValue = "8081", description = "0 takes a free one.")
    private int registryPort;

    @Option(names = "--postgres-port", paramLabel = "PORT", defaultValue = "15432", description = "0 takes a free one.")
    private int postgresPort;

    @Option(
            names = "--api-port",
            paramLabel = "PORT",
            defaultValue = "8092",
            description = "Of the stores' API. 0 takes a free one.")
    private int apiPort;

    @Option(
            names = "--console-port",
            paramLabel = "PORT",
            defaultValue = "8093",
            description = "Of the console. 0 takes a free one.")
    private int consolePort;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Progress progress = new Progress(out);
        LocalServices services;
        try {
            Loopback.requireFree(apiPort, "The stores' API", "--api-port");
            Loopback.requireFree(consolePort, "The console", "--console-port");
            services = LocalServices.prepare(
                    data.toAbsolutePath().normalize(), new LocalServices.Ports(kafkaPort, registryPort, postgresPort));
        } catch (LocalServiceException e) {
            err.println("certconnect: " + e.getMessage());
            return 3;
        }
        Quickstart quickstart = new Quickstart(
                services, data.toAbsolutePath().normalize(), new Quickstart.Ports(apiPort, consolePort), progress);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(quickstart, out), "stop"));
        try {
            quickstart.start();
            Story.playOnce(quickstart, data, progress);
        } catch (LocalServiceException e) {
            err.println("certconnect: " + e.getMessage());
            return 3;
        }
        out.println(quickstart.whereEverythingIs());
        out.flush();
        new CountDownLatch(1).await();
        return 0;
    }

    /** Ctrl-C is how a quickstart ends, not how it fails: the exit code is 0 if it was up. */
    private static void stop(Quickstart quickstart, PrintWriter out) {
        boolean wasUp = quickstart.isUp();
        quickstart.close();
        if (wasUp) {
            out.println();
            out.println("Stopped. Data stay for the next start.");
            out.flush();
            Runtime.getRuntime().halt(0);
        }
    }
}
