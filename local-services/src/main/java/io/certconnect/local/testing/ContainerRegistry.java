package io.certconnect.local.testing;

import io.certconnect.local.Registry;
import java.util.Map;
import org.testcontainers.containers.wait.strategy.Wait;

/** Apicurio Registry in a container, set up as {@link io.certconnect.local.LocalRegistry} is. */
final class ContainerRegistry implements Registry {

    private static final String API = "/apis/ccompat/v7";

    private final ServiceContainer container = new ServiceContainer("apicurio/apicurio-registry:3.3.3", 8080);

    ContainerRegistry() {
        container
                .withEnv(Map.of(
                        "APICURIO_STORAGE_KIND", "sql",
                        "APICURIO_STORAGE_SQL_KIND", "h2",
                        // A file, for the schemas to outlast an outage.
                        "APICURIO_DATASOURCE_URL", "jdbc:h2:file:/tmp/schemas;WRITE_DELAY=0",
                        "QUARKUS_HTTP_ACCESS_LOG_ENABLED", "false"))
                .waitingFor(Wait.forSuccessfulCommand("curl -fsS http://127.0.0.1:9000/health/ready"))
                .start();
    }

    @Override
    public String url() {
        return "http://" + container.address() + API;
    }

    @Override
    public void start() {
        container.resume();
    }

    @Override
    public void stop() {
        container.halt();
    }

    @Override
    public void close() {
        container.close();
    }
}
