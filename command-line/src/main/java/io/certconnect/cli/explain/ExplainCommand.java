package io.certconnect.cli.explain;

import io.certconnect.cli.services.DatabaseOptions;
import io.certconnect.cli.services.KafkaOptions;
import io.certconnect.cli.terminal.DurationConverter;
import io.certconnect.cli.terminal.ExitCode;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks where a request can be: in the ledger, among what is kept, among the dead letters. */
@Command(
        name = "explain",
        description =
                "Tell how a request was decided: the rule, what it saw, and what would make it succeed. The exit code"
                        + " is 1 if it is not decided; then it tells whether its record is kept or a dead letter.")
public final class ExplainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Parameters(
            paramLabel = "REQUEST-ID",
            converter = RequestIdConverter.class,
            description = "The requestId of a connection or merge request.")
    private UUID request = new UUID(0, 0);

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Option(
            names = "--search-limit",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "5s",
            description =
                    "How long to search dead letters for a request that is not decided; default: ${DEFAULT-VALUE}.")
    private Duration searchLimit = Duration.ZERO;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Finding finding = inLedger().orElseGet(() -> new DeadLetterSearch(kafka, searchLimit).of(request));
        if (json) {
            out.println(FindingJson.of(request, finding));
        } else {
            new FindingText(out).print(request, finding);
        }
        return finding instanceof Finding.Decided ? ExitCode.OK : ExitCode.NEGATIVE;
    }

    private Optional<Finding> inLedger() {
        StoredEvents events = new StoredEvents(kafka, spec.commandLine().getErr());
        try (Connection connection = database.connect()) {
            LedgerRequests ledger = new LedgerRequests(connection, events);
            Optional<Finding> decided = ledger.decided(request);
            return decided.isPresent() ? decided : ledger.kept(request);
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }
}
