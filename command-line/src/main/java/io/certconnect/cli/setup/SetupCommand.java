package io.certconnect.cli.setup;

import io.certconnect.cli.services.DatabaseOptions;
import io.certconnect.cli.services.KafkaOptions;
import io.certconnect.cli.terminal.CommandFailure;
import io.certconnect.cli.terminal.ExitCode;
import io.certconnect.schemas.serde.SchemaRegistration;
import io.certconnect.stores.Store;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "setup",
        description = {
            "Make what a fresh cluster and database need before workers start: topics, schemas, database roles. What is"
                    + " there already stays as it is, but for passwords, which are set. Tables are the workers' to make.",
            "",
            "  certconnect setup",
            "  certconnect setup topics --replication-factor 3",
            "  certconnect setup database --db-user postgres",
            "",
            "The database's roles are certconnect_ledger (connector-worker, merge-worker), certconnect_transcript and"
                    + " certconnect_badge (records-worker); making them takes an administrator.",
            ""
        })
public final class SetupCommand implements Callable<Integer> {

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "PART",
            description = "topics, schemas or database; all three if left out.")
    private List<Part> parts = List.of();

    @Option(
            names = "--replication-factor",
            paramLabel = "NUMBER",
            description = "Of the topics that are created; default: the cluster's own.")
    private @Nullable Short replicationFactor;

    @Option(
            names = "--ledger-password",
            paramLabel = "PASSWORD",
            defaultValue = "${CERTCONNECT_LEDGER_PASSWORD}",
            description = "Of certconnect_ledger; better given as CERTCONNECT_LEDGER_PASSWORD.")
    private @Nullable String ledgerPassword;

    @Option(
            names = "--transcript-password",
            paramLabel = "PASSWORD",
            defaultValue = "${CERTCONNECT_TRANSCRIPT_PASSWORD}",
            description = "Of certconnect_transcript; better given as CERTCONNECT_TRANSCRIPT_PASSWORD.")
    private @Nullable String transcriptPassword;

    @Option(
            names = "--badge-password",
            paramLabel = "PASSWORD",
            defaultValue = "${CERTCONNECT_BADGE_PASSWORD}",
            description = "Of certconnect_badge; better given as CERTCONNECT_BADGE_PASSWORD.")
    private @Nullable String badgePassword;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Set<Part> wanted = EnumSet.copyOf(parts.isEmpty() ? Arrays.asList(Part.values()) : parts);
        Passwords passwords = wanted.contains(Part.DATABASE) ? passwords() : null;
        if (wanted.contains(Part.TOPICS)) {
            createTopics();
        }
        if (wanted.contains(Part.SCHEMAS)) {
            registerSchemas();
        }
        if (passwords != null) {
            createRoles(passwords);
        }
        return ExitCode.OK;
    }

    private record Passwords(String ledger, Map<Store, String> stores) {}

    /** Asked for before anything is done, so that nothing is half done for want of one. */
    private Passwords passwords() {
        return new Passwords(
                required(ledgerPassword, "CERTCONNECT_LEDGER_PASSWORD"),
                Map.of(
                        Store.TRANSCRIPT,
                        required(transcriptPassword, "CERTCONNECT_TRANSCRIPT_PASSWORD"),
                        Store.BADGE,
                        required(badgePassword, "CERTCONNECT_BADGE_PASSWORD")));
    }

    private static String required(@Nullable String password, String variable) {
        if (password == null || password.isBlank()) {
            throw CommandFailure.badInput(variable + " is missing: the database's roles need a password each.");
        }
        return password;
    }

    private void createTopics() {
        try (Admin admin = Admin.create(kafka.reachable())) {
            List<String> created = new ContractTopics(Optional.ofNullable(replicationFactor)).create(admin);
            say(created.isEmpty() ? "Topics are there." : "Created " + String.join(", ", created) + ".");
        } catch (KafkaException e) {
            throw kafka.failure(e);
        }
    }

    private void registerSchemas() throws IOException {
        try (SchemaRegistryClient registry = kafka.registryClient()) {
            new SchemaRegistration(registry).registerAll();
            say("Schemas are registered.");
        } catch (KafkaException e) {
            throw kafka.failure(e);
        }
    }

    private void createRoles(Passwords passwords) {
        try {
            new DatabaseRoles(database.dataSource()).create(passwords.ledger(), passwords.stores());
            say("Database roles are there.");
        } catch (SQLException e) {
            throw database.roleFailure(e);
        } catch (RuntimeException e) {
            SQLException refusal = DatabaseOptions.refusalIn(e);
            throw refusal == null ? e : database.roleFailure(refusal);
        }
    }

    private void say(String what) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(what);
        out.flush();
    }
}
