package io.certconnect.cli.merge;

import io.certconnect.cli.terminal.Confirmation;
import io.certconnect.v1.MergeAction;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "run",
        description =
                "Merge ABSORBED into SURVIVOR: preview it, ask, then do just that. Without a terminal --yes is needed.")
final class MergeRunCommand implements Callable<Integer> {

    @Mixin
    private final Execution execution;

    MergeRunCommand() {
        this(Confirmation.onTerminal());
    }

    MergeRunCommand(Confirmation confirmation) {
        this.execution = new Execution(confirmation);
    }

    @Override
    public Integer call() throws IOException {
        return execution.of(MergeAction.MERGE, "Merge them?");
    }
}
