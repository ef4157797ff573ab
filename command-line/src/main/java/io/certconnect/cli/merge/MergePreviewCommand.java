package io.certconnect.cli.merge;

import io.certconnect.cli.terminal.ExitCode;
import io.certconnect.cli.wording.MergeDecisions;
import io.certconnect.v1.MergeAction;
import io.certconnect.v1.MergeDecided;
import io.certconnect.v1.MergeRequested;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "preview",
        description = "Tell what a merge would do, and change nothing. The exit code is 1 if it would be rejected.")
final class MergePreviewCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final MergeOptions options = new MergeOptions();

    @Option(names = "--undo", description = "Preview undoing the merge instead.")
    private boolean undo;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        MergeRequested request = options.request(undo ? MergeAction.UNMERGE : MergeAction.MERGE, true, null);
        try (Asking asking = new Asking(options.kafka, options.timeout, err)) {
            MergeDecided preview = asking.ask(request);
            Answers.print(preview, options.json, spec.commandLine().getOut());
            return MergeDecisions.isYes(preview) ? ExitCode.OK : ExitCode.NEGATIVE;
        }
    }
}
