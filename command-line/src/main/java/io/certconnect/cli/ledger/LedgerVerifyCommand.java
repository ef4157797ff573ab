package io.certconnect.cli.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.certconnect.cli.services.DatabaseOptions;
import io.certconnect.cli.terminal.ExitCode;
import io.certconnect.cli.terminal.Progress;
import io.certconnect.cli.terminal.Terminal;
import io.certconnect.cli.wording.Printable;
import io.certconnect.ledger.Invariants;
import io.certconnect.ledger.LedgerDatabase;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "verify",
        description =
                "Say whether what must hold in the ledger does hold: each request decided once, each side connected once,"
                        + " no absorbed profile connected, and the like. Reads all of it several times and changes nothing;"
                        + " workers go on. The exit code is 1 if something does not hold.")
final class LedgerVerifyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        List<Invariants.Violation> found = look();
        if (json) {
            print(found);
        } else {
            tell(found);
        }
        return found.isEmpty() ? ExitCode.OK : ExitCode.NEGATIVE;
    }

    private List<Invariants.Violation> look() {
        Progress progress =
                new Progress(spec.commandLine().getErr(), Terminal.STANDARD_ERROR.isThere(), System::nanoTime);
        try {
            return new LedgerDatabase(database.dataSource()).invariants().violations(progress::stage);
        } catch (RuntimeException e) {
            SQLException refusal = DatabaseOptions.refusalIn(e);
            throw refusal == null ? e : database.failure(refusal);
        } finally {
            progress.end();
        }
    }

    private void tell(List<Invariants.Violation> found) {
        PrintWriter out = spec.commandLine().getOut();
        if (found.isEmpty()) {
            out.println("The ledger is whole.");
        }
        for (Invariants.Violation violation : found) {
            out.println("Does not hold: " + violation.invariant());
            violation.examples().forEach(example -> out.println("  " + Printable.of(example)));
        }
        out.flush();
    }

    private void print(List<Invariants.Violation> found) {
        ObjectNode report = new ObjectMapper().createObjectNode().put("whole", found.isEmpty());
        ArrayNode violations = report.putArray("violations");
        for (Invariants.Violation violation : found) {
            ArrayNode examples = violations
                    .addObject()
                    .put("invariant", violation.invariant())
                    .putArray("examples");
            violation.examples().forEach(examples::add);
        }
        spec.commandLine().getOut().println(report);
        spec.commandLine().getOut().flush();
    }
}
