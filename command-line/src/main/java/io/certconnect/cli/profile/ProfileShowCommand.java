package io.certconnect.cli.profile;

import io.certconnect.cli.services.DatabaseOptions;
import io.certconnect.cli.terminal.ExitCode;
import io.certconnect.cli.wording.Fields;
import io.certconnect.cli.wording.Printable;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "show",
        description = "Show a certification profile: its status, what is merged into what, the Learn profile that it is"
                + " connected to, and the decisions that named it. The exit code is 1 if it is not known.")
final class ProfileShowCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    @Parameters(paramLabel = "ID", description = "The certificationProfileId.")
    private String id = "";

    @Option(
            names = "--history",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many decisions to show, the newest first; default: ${DEFAULT-VALUE}.")
    private int history;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Optional<ShownProfile> found = find();
        if (found.isEmpty()) {
            spec.commandLine().getErr().println(Printable.of("The ledger knows no certification profile " + id + "."));
            return ExitCode.NEGATIVE;
        }
        ShownProfile profile = found.get();
        if (json) {
            out.println(ProfileJson.of(profile));
        } else {
            new ProfileText(new Fields(out)).print(profile);
        }
        out.flush();
        return ExitCode.OK;
    }

    private Optional<ShownProfile> find() {
        try (Connection connection = database.connect()) {
            return new LedgerProfiles(connection).find(id, Math.max(0, history));
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }
}
