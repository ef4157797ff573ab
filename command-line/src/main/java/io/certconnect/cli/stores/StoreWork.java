package io.certconnect.cli.stores;

import io.certconnect.cli.services.DatabaseOptions;
import io.certconnect.cli.services.KafkaOptions;
import io.certconnect.cli.terminal.CommandFailure;
import io.certconnect.cli.terminal.ExitCode;
import io.certconnect.cli.terminal.Progress;
import io.certconnect.cli.terminal.StopSignal;
import io.certconnect.cli.terminal.Terminal;
import io.certconnect.schemas.Topic;
import io.certconnect.stores.Store;
import io.certconnect.stores.rebuild.StoreLogin;
import io.certconnect.stores.rebuild.StoreTopics;
import io.certconnect.stores.rebuild.StoreUnavailableException;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What work on stores is like whatever it is: its services, how far it is, how it stops, and failures in words. */
final class StoreWork {

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    /** Returns an exit code. */
    interface Work {
        int on(StoreLogin login, StoreTopics topics, Steps steps, Progress progress);
    }

    /**
     * @param stores that are worked on
     * @return the work's exit code, or that of having been stopped
     * @throws CommandFailure if a service cannot be reached, refuses us, or is not set up
     */
    int run(List<Store> stores, Work work) throws IOException {
        kafka.requireTopics(stores.stream()
                .flatMap(store -> store.topics().stream())
                .map(Topic::topicName)
                .distinct()
                .toArray(String[]::new));
        Progress progress = new Progress(err(), Terminal.STANDARD_ERROR.isThere(), System::nanoTime);
        try (StopSignal stop = new StopSignal();
                SchemaRegistryClient registry = kafka.registryClient()) {
            StoreTopics topics = new StoreTopics(kafka::replayConsumer, registry);
            try {
                return work.on(database.storeLogin(), topics, new Steps(progress, stop::given), progress);
            } catch (Steps.StoppedException e) {
                progress.end();
                err().println("Stopped; nothing was changed.");
                return ExitCode.NEGATIVE;
            } catch (RuntimeException e) {
                progress.end();
                throw inWords(e);
            }
        }
    }

    private RuntimeException inWords(RuntimeException e) {
        if (e instanceof StoreUnavailableException) {
            return CommandFailure.unreachable(String.valueOf(e.getMessage()), e);
        }
        if (e instanceof KafkaException known) {
            return kafka.failure(known);
        }
        SQLException refusal = DatabaseOptions.refusalIn(e);
        return refusal == null ? e : database.storeFailure(refusal);
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
