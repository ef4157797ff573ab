package io.certconnect.flow;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.IndicatedHealthDescriptor;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

/** A worker's whole application in this JVM; several are several instances. */
public final class WorkerInstance implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final ConfigurableApplicationContext context;

    private WorkerInstance(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Starts the application without its web server, and does not wait until it is ready.
     *
     * @param name the instance's, the same after a restart
     * @param more settings, as command-line arguments
     */
    public static WorkerInstance start(
            SpringApplicationBuilder application, Platform platform, String name, String... more) {
        return run(application.web(WebApplicationType.NONE), platform, name, List.of(more));
    }

    /** Starts the application with its web server, on a free port. */
    public static WorkerInstance startServing(
            SpringApplicationBuilder application, Platform platform, String name, String... more) {
        List<String> settings = new ArrayList<>(List.of(more));
        settings.add("--server.port=0");
        return run(application.web(WebApplicationType.SERVLET), platform, name, settings);
    }

    private static WorkerInstance run(
            SpringApplicationBuilder application, Platform platform, String name, List<String> more) {
        List<String> settings = new ArrayList<>(platform.settings(name));
        settings.addAll(more);
        return new WorkerInstance(application.run(settings.toArray(String[]::new)));
    }

    /** Where it serves. */
    public URI address() {
        return URI.create("http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /** Waits until it says that it is ready to work. */
    public WorkerInstance ready() {
        await().atMost(PATIENCE).until(() -> readiness().ready());
        return this;
    }

    /** @param details what each part says, by its name */
    public record Readiness(boolean ready, Map<String, String> details) {}

    /** What the readiness probe is told now. */
    public Readiness readiness() {
        HealthDescriptor health =
                requireNonNull(context.getBean(HealthEndpoint.class).healthForPath("readiness"));
        Map<String, String> details = new TreeMap<>();
        if (health instanceof CompositeHealthDescriptor group) {
            requireNonNull(group.getComponents()).forEach((name, part) -> details.put(name, describe(part)));
        }
        return new Readiness(health.getStatus().equals(Status.UP), details);
    }

    private static String describe(HealthDescriptor part) {
        return part.getStatus() + (part instanceof IndicatedHealthDescriptor leaf ? " " + leaf.getDetails() : "");
    }

    /**
     * A counter's value, over all other tags than these.
     *
     * @param tags names and values by turns
     */
    public double counted(String meter, String... tags) {
        return context.getBean(MeterRegistry.class).find(meter).tags(tags).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    /** Stops it as a deployment does: what is in hand is finished. */
    @Override
    public void close() {
        context.close();
    }
}
