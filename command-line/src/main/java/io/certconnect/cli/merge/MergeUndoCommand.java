package io.certconnect.cli.merge;

import io.certconnect.cli.terminal.Confirmation;
import io.certconnect.v1.MergeAction;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "undo",
        description =
                "Undo a merge: ABSORBED becomes a profile of its own again. Previewed and asked for as a merge is.")
final class MergeUndoCommand implements Callable<Integer> {

    @Mixin
    private final Execution execution;

    MergeUndoCommand() {
        this(Confirmation.onTerminal());
    }

    MergeUndoCommand(Confirmation confirmation) {
        this.execution = new Execution(confirmation);
    }

    @Override
    public Integer call() throws IOException {
        return execution.of(MergeAction.UNMERGE, "Undo the merge?");
    }
}
