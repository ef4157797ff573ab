package io.certconnect.quickstart;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.certconnect.schemas.Ids;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** The arrows of the house: they point down only, and what is pure stays pure. */
@Tag("rules")
class ArchitectureTest {

    private static JavaClasses house;

    @BeforeAll
    static void readTheHouse() {
        house = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                // What the workers' tests share is no room of the house.
                .withImportOption(location -> !location.contains("flow-testing"))
                .importPackages("io.certconnect");
    }

    @Test
    void everyRoomWasRead() {
        assertThat(house.contain("io.certconnect.connector.ConnectorWorker")).isTrue();
        assertThat(house.contain("io.certconnect.merge.MergeWorker")).isTrue();
        assertThat(house.contain("io.certconnect.records.RecordsWorker")).isTrue();
        assertThat(house.contain("io.certconnect.stores.StoreDatabase")).isTrue();
        assertThat(house.contain("io.certconnect.ledger.Ledger")).isTrue();
        assertThat(house.contain("io.certconnect.worker.Worker")).isTrue();
        assertThat(house.contain("io.certconnect.stores.rebuild.Rebuild")).isTrue();
        assertThat(house.contain("io.certconnect.deciding.DecideRequests")).isTrue();
        assertThat(house.contain("io.certconnect.cli.CertconnectCommand")).isTrue();
        assertThat(house.contain("io.certconnect.local.LocalBroker")).isTrue();
        assertThat(house.contain("io.certconnect.lag.LagWatch")).isTrue();
        assertThat(house.contain("io.certconnect.console.Console")).isTrue();
    }

    @Test
    void arrowsPointDownOnly() {
        ArchRule arrows = layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("io.certconnect..")
                .layer("quickstart")
                .definedBy("io.certconnect.quickstart..")
                .layer("connector-worker")
                .definedBy("io.certconnect.connector..")
                .layer("merge-worker")
                .definedBy("io.certconnect.merge..")
                .layer("records-worker")
                .definedBy("io.certconnect.records..")
                .layer("console")
                .definedBy("io.certconnect.console..")
                .layer("command-line")
                .definedBy("io.certconnect.cli..")
                .layer("lag-watch")
                .definedBy("io.certconnect.lag..")
                .layer("request-deciding")
                .definedBy("io.certconnect.deciding..")
                .layer("record-stores")
                .definedBy("io.certconnect.stores..")
                .layer("worker-support")
                .definedBy("io.certconnect.worker..")
                .layer("profile-ledger")
                .definedBy("io.certconnect.ledger..")
                .layer("local-services")
                .definedBy("io.certconnect.local..")
                .layer("schemas")
                .definedBy("io.certconnect.schemas..", "io.certconnect.v1..")
                .whereLayer("quickstart")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("connector-worker")
                .mayOnlyBeAccessedByLayers("quickstart")
                .whereLayer("merge-worker")
                .mayOnlyBeAccessedByLayers("quickstart")
                .whereLayer("records-worker")
                .mayOnlyBeAccessedByLayers("quickstart")
                .whereLayer("command-line")
                .mayOnlyBeAccessedByLayers("quickstart")
                .whereLayer("console")
                .mayOnlyBeAccessedByLayers("quickstart")
                .whereLayer("lag-watch")
                .mayOnlyBeAccessedByLayers("console", "command-line")
                .whereLayer("request-deciding")
                .mayOnlyBeAccessedByLayers("connector-worker", "merge-worker")
                .whereLayer("record-stores")
                .mayOnlyBeAccessedByLayers("quickstart", "merge-worker", "records-worker", "command-line")
                .whereLayer("worker-support")
                .mayOnlyBeAccessedByLayers(
                        "quickstart",
                        "connector-worker",
                        "merge-worker",
                        "records-worker",
                        "request-deciding",
                        "record-stores")
                .whereLayer("profile-ledger")
                .mayOnlyBeAccessedByLayers(
                        "connector-worker", "merge-worker", "request-deciding", "record-stores", "command-line")
                .whereLayer("local-services")
                .mayOnlyBeAccessedByLayers("quickstart");

        arrows.check(house);
    }

    @Test
    void rulesArePure() {
        ArchRule pure = classes()
                .that()
                .resideInAPackage("..rules..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                "..rules..",
                                "io.certconnect.ledger..",
                                "java.lang..",
                                "java.util..",
                                "java.nio.charset..",
                                "java.security..",
                                "org.jspecify.annotations..")
                        // What the contract says of every id.
                        .or(type(Ids.class)));

        pure.check(house);
    }

    @Test
    void rulesKnowOfTheLedgerOnlyWhatHasNoSql() {
        noClasses()
                .that()
                .resideInAPackage("..rules..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "io\\.certconnect\\.ledger\\.(Ledger|LedgerDatabase|Directory|Decisions|Merges|Schema)")
                .check(house);
    }

    @Test
    void aMisspeltSettingIsNotPassedOver() {
        List<ConfigurationProperties> ours = house.stream()
                .filter(type -> type.isAnnotatedWith(ConfigurationProperties.class))
                .map(type -> type.getAnnotationOfType(ConfigurationProperties.class))
                .filter(settings -> (settings.prefix() + settings.value()).startsWith("certconnect"))
                .toList();

        assertThat(ours).hasSizeGreaterThan(3).allSatisfy(settings -> assertThat(settings.ignoreUnknownFields())
                .as(settings.prefix() + settings.value())
                .isFalse());
    }

    @Test
    void onlyTheDoorsOfAWorkerSpeakAvro() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.certconnect.(connector|merge).rules..", "io.certconnect.(connector|merge).deciding..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.certconnect.v1.."))
                .check(house);
    }

    @Test
    void sqlIsTheBusinessOfTheLedgerAndTheStores() {
        noClasses()
                .that(not(resideInAnyPackage(
                        "io.certconnect.ledger..",
                        "io.certconnect.stores..",
                        "io.certconnect.local..",
                        "io.certconnect.cli..",
                        "io.certconnect.quickstart..")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.sql..", "org.springframework.jdbc.."))
                .check(house);
    }

    @Test
    void schemasCommandsAndTheLagWatchKnowNoSpring() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.certconnect.schemas..",
                        "io.certconnect.v1..",
                        "io.certconnect.cli..",
                        "io.certconnect.lag..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.springframework.."))
                .check(house);
    }

    @Test
    void tracingIsTheBusinessOfWorkerSupport() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.certconnect.worker..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.opentelemetry.."))
                .check(house);
    }

    @Test
    void packagesAreFreeOfCircles() {
        slices().matching("io.certconnect.(*).(**)").should().beFreeOfCycles().check(house);
    }
}
