package io.certconnect.local.testing;

import io.certconnect.local.Database;
import java.util.Map;
import org.testcontainers.containers.wait.strategy.Wait;

/** PostgreSQL in a container, set up as {@link io.certconnect.local.LocalDatabase} is. */
final class ContainerDatabase implements Database {

    private static final String USER = "certconnect";

    private final ServiceContainer container = new ServiceContainer("postgres:17", 5432);

    ContainerDatabase() {
        container
                .withEnv(Map.of(
                        "POSTGRES_USER",
                        USER,
                        "POSTGRES_PASSWORD",
                        USER,
                        "POSTGRES_DB",
                        "postgres",
                        "POSTGRES_INITDB_ARGS",
                        "--locale-provider=builtin --locale=C.UTF-8"))
                .withCommand(
                        "postgres",
                        "-cmax_connections=200",
                        "-ctimezone=UTC",
                        "-cjit=off",
                        "-cfsync=off",
                        "-csynchronous_commit=off",
                        "-cfull_page_writes=off")
                // By TCP: the server that makes the first databases listens on its socket alone.
                .waitingFor(Wait.forSuccessfulCommand("pg_isready -h 127.0.0.1 -U " + USER))
                .start();
    }

    @Override
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + container.address() + "/" + database;
    }

    @Override
    public String user() {
        return USER;
    }

    @Override
    public String password() {
        return USER;
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
