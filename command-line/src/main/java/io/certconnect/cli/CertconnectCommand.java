package io.certconnect.cli;

import io.certconnect.cli.explain.ExplainCommand;
import io.certconnect.cli.lag.LagCommand;
import io.certconnect.cli.ledger.LedgerCommand;
import io.certconnect.cli.merge.MergeCommand;
import io.certconnect.cli.profile.ProfileCommand;
import io.certconnect.cli.send.SendCommand;
import io.certconnect.cli.setup.SetupCommand;
import io.certconnect.cli.stores.StoresCommand;
import io.certconnect.cli.terminal.FailureReporting;
import io.certconnect.cli.watch.WatchCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The root of all commands. */
@Command(
        name = "certconnect",
        description = "Connects certification profiles to Learn profiles, and explains itself.",
        synopsisSubcommandLabel = "COMMAND",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = CertconnectCommand.Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the answer is no: not found, rejected, not all sent, fewer events than asked for, stores that"
                    + " differ, a ledger that is not whole, too far behind",
            "2:wrong options, or input that breaks the contract",
            "3:a service cannot be reached, refuses us, is not set up, or gave no decision in time",
            "4:the program itself failed"
        },
        subcommands = {
            SendCommand.class,
            WatchCommand.class,
            ExplainCommand.class,
            MergeCommand.class,
            ProfileCommand.class,
            LedgerCommand.class,
            StoresCommand.class,
            LagCommand.class,
            SetupCommand.class
        })
public final class CertconnectCommand {

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Show where in the program a failure comes from.")
    private boolean verbose;

    private CertconnectCommand() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /**
     * The program, ready to execute; what it returns is the exit code for the process.
     *
     * @param moreSubcommands objects or classes annotated as picocli's commands, for the launcher's own
     */
    public static CommandLine commandLine(Object... moreSubcommands) {
        CertconnectCommand root = new CertconnectCommand();
        CommandLine commandLine = new CommandLine(root);
        for (Object subcommand : moreSubcommands) {
            commandLine.addSubcommand(subcommand);
        }
        return commandLine.setExecutionExceptionHandler(new FailureReporting(() -> root.verbose));
    }

    /** The version that the jar says it is. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = CertconnectCommand.class.getPackage().getImplementationVersion();
            return new String[] {"certconnect " + (version == null ? "(development)" : version)};
        }
    }
}
