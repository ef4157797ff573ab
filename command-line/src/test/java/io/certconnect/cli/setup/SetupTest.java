package io.certconnect.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.certconnect.cli.Program;
import io.certconnect.local.LocalBroker;
import io.certconnect.local.testing.TestServices;
import io.certconnect.schemas.Topic;
import io.certconnect.schemas.serde.RegistryClients;
import io.certconnect.stores.Store;
import io.certconnect.stores.StoreSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

@Tag("storage")
class SetupTest {

    /** The roles are the whole server's: other tests' connections need what they had before. */
    private static final String PASSWORD = "certconnect";

    private final String database = TestServices.freshDatabase();

    @Test
    void makesEveryTopicOfTheContractAndRegistersSchemasHoweverOftenItRuns() throws Exception {
        try (LocalBroker broker = LocalBroker.start(LocalBroker.Settings.temporary());
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            List<String> options = List.of("--bootstrap", broker.bootstrapServers(), "--registry", "mock://setup");

            Program.Result tooMany = Program.run(options, "setup", "topics", "--replication-factor", "2");
            Program.Result first = Program.run(options, "setup", "topics", "schemas");
            Program.Result again = Program.run(options, "setup", "topics", "schemas");

            assertThat(tooMany.exitCode()).isEqualTo(3);
            assertThat(tooMany.err()).containsIgnoringCase("replication factor");
            assertThat(first.exitCode()).isZero();
            assertThat(again.exitCode()).isZero();
            assertThat(again.lines()).containsExactly("Topics are there.", "Schemas are registered.");
            assertThat(admin.listTopics().names().get()).containsExactlyInAnyOrderElementsOf(contract());
            assertThat(admin.describeTopics(contract()).allTopicNames().get().values())
                    .allSatisfy(topic -> assertThat(topic.partitions()).hasSize(6));
            assertThat(cleanup(admin, Topic.CERTIFICATION_PROFILES)).isEqualTo("compact");
            assertThat(RegistryClients.of(Map.of(RegistryClients.URL, "mock://setup"))
                            .getAllSubjects())
                    .hasSize(Topic.values().length);
        }
    }

    private static List<String> contract() {
        List<String> all = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            all.add(topic.topicName());
            all.add(topic.deadLetters());
        }
        return all;
    }

    private static String cleanup(Admin admin, Topic topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
        return admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .get("cleanup.policy")
                .value();
    }

    @Test
    void makesRolesThatOwnWhatIsTheirsAndTouchNothingElse() throws SQLException {
        assertThat(setupDatabase().exitCode()).isZero();
        assertThat(setupDatabase().exitCode()).isZero();

        StoreSchema.migrate(as(Store.TRANSCRIPT.role()), Store.TRANSCRIPT);
        StoreSchema.migrate(as(Store.BADGE.role()), Store.BADGE);
        try (Connection ledger = as(DatabaseRoles.LEDGER).getConnection();
                Statement statement = ledger.createStatement()) {
            statement.execute("create schema ledger");
            statement.execute("create table ledger.kept (id int)");
            statement.executeQuery("select * from transcript.learner_statistics");
            assertThatThrownBy(() -> statement.execute("delete from transcript.learn_activity"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied");
        }
        try (Connection transcript = as(Store.TRANSCRIPT.role()).getConnection();
                Statement statement = transcript.createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery("select * from ledger.kept"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void asksForEveryPasswordBeforeItDoesAnything() {
        Program.Result result = Program.run(administrator(), "setup", "--transcript-password=a", "--badge-password=b");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("CERTCONNECT_LEDGER_PASSWORD is missing");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void saysThatRolesTakeAnAdministrator() throws SQLException {
        setupDatabase();

        Program.Result result = Program.run(
                List.of("--database", database, "--db-user", DatabaseRoles.LEDGER, "--db-password", PASSWORD),
                setupArguments());

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).contains("does not let certconnect_ledger make roles");
    }

    private Program.Result setupDatabase() {
        return Program.run(administrator(), setupArguments());
    }

    private static String[] setupArguments() {
        return new String[] {
            "setup",
            "database",
            "--ledger-password=" + PASSWORD,
            "--transcript-password=" + PASSWORD,
            "--badge-password=" + PASSWORD
        };
    }

    private List<String> administrator() {
        return List.of(
                "--database",
                database,
                "--db-user",
                TestServices.database().user(),
                "--db-password",
                TestServices.database().password());
    }

    private PGSimpleDataSource as(String role) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(database);
        dataSource.setUser(role);
        dataSource.setPassword(PASSWORD);
        return dataSource;
    }
}
