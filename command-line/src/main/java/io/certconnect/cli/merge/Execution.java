package io.certconnect.cli.merge;

import io.certconnect.cli.terminal.CommandFailure;
import io.certconnect.cli.terminal.Confirmation;
import io.certconnect.cli.terminal.ExitCode;
import io.certconnect.cli.wording.MergeDecisions;
import io.certconnect.v1.MergeAction;
import io.certconnect.v1.MergeDecided;
import io.certconnect.v1.MergePreviewed;
import io.certconnect.v1.MergeRequested;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Previews, asks, and does just what was previewed: the preview's plan goes along, and if it no longer holds, nothing is done. */
final class Execution {

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final MergeOptions options = new MergeOptions();

    @Option(names = "--yes", description = "Do not ask before it is done.")
    private boolean yes;

    private final Confirmation confirmation;

    Execution(Confirmation confirmation) {
        this.confirmation = confirmation;
    }

    /**
     * @param question to be answered by yes
     * @return the exit code
     * @throws CommandFailure if nobody can be asked, or something breaks
     */
    int of(MergeAction action, String question) throws IOException {
        MergeRequested request = options.request(action, true, null);
        if (!yes && !confirmation.canBeAskedFor()) {
            throw CommandFailure.badInput(
                    "Nobody can be asked here: there is no terminal. --yes does it without asking. Nothing was sent.");
        }
        try (Asking asking = new Asking(options.kafka, options.timeout, err())) {
            MergeDecided preview = asking.ask(request);
            MergePreviewed previewed = preview.getPreviewed();
            if (previewed == null || !MergeDecisions.isYes(preview)) {
                Answers.print(preview, options.json, out());
                err().println("It would be rejected, so nothing was done.");
                return ExitCode.NEGATIVE;
            }
            // In JSON the decision is the one result; the preview is for whoever is asked.
            Answers.print(preview, false, options.json ? err() : out());
            if (!yes && !confirmation.isGiven(question, err())) {
                err().println("Nothing was done.");
                return ExitCode.NEGATIVE;
            }
            MergeDecided decision = asking.ask(options.request(action, false, previewed.getPlanHash()));
            Answers.print(decision, options.json, out());
            return MergeDecisions.isYes(decision) ? ExitCode.OK : ExitCode.NEGATIVE;
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
