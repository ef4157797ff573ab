package io.certconnect.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("worker")
final class LocalServicesTest {

    @TempDir
    Path folder;

    @Test
    void startWhereAKilledJvmLeftThemRunningAndEndWithoutATrace() throws Exception {
        LocalServices.Ports ports = startedByAJvmThatIsKilled();
        List<ProcessHandle> orphans = List.of(database(), registry());
        assertThat(orphans).allMatch(Processes::runs);

        var progress = new CopyOnWriteArrayList<String>();
        List<ProcessHandle> successors;
        try (var services = LocalServices.prepare(folder, ports)) {
            Processes.awaitEnd(orphans);
            services.start(progress::add);
            successors = List.of(database(), registry());

            assertThat(progress).hasSize(3).allMatch(line -> line.contains(" is up ("));
            assertThat(successors).allMatch(Processes::runs).doesNotContainAnyElementsOf(orphans);
            DriverManager.getConnection(
                            services.database().jdbcUrl(),
                            services.database().user(),
                            services.database().password())
                    .close();
        }

        assertThat(successors).noneMatch(Processes::runs);
        assertThat(List.of(ports.kafka(), ports.postgres(), ports.registry())).allMatch(Loopback::isFree);
    }

    @Test
    void nameATakenPortItsHolderAndTheWayOut() throws Exception {
        try (var holder = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = holder.getLocalPort();

            assertThatThrownBy(() -> LocalServices.prepare(folder, new LocalServices.Ports(port, 0, 0)))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContainingAll("Kafka", String.valueOf(port), "--kafka-port");
            assertThatThrownBy(() -> LocalServices.prepare(folder, new LocalServices.Ports(0, port, 0)))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContainingAll("registry", String.valueOf(port), "--registry-port");
            assertThatThrownBy(() -> LocalServices.prepare(folder, new LocalServices.Ports(0, 0, port)))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContainingAll("PostgreSQL", String.valueOf(port), "--postgres-port");
            assertThat(PortHolder.of(port))
                    .hasValue("java (process " + ProcessHandle.current().pid() + ")");
        }
    }

    private LocalServices.Ports startedByAJvmThatIsKilled() throws Exception {
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-D" + LocalRegistry.HOME_PROPERTY + "=" + System.getProperty(LocalRegistry.HOME_PROPERTY),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldServices.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var output = holder.inputReader()) {
            String[] ready = output.lines()
                    .filter(line -> line.startsWith("ready "))
                    .findFirst()
                    .orElseThrow()
                    .split(" ");
            return new LocalServices.Ports(
                    Integer.parseInt(ready[1]), Integer.parseInt(ready[2]), Integer.parseInt(ready[3]));
        } finally {
            holder.destroyForcibly().waitFor();
        }
    }

    private ProcessHandle database() {
        return Processes.ofPidFile(folder.resolve("postgres/data/postmaster.pid"))
                .orElseThrow();
    }

    private ProcessHandle registry() {
        return Processes.ofPidFile(folder.resolve("registry/registry.pid")).orElseThrow();
    }
}
