package io.certconnect.cli.stores;

import io.certconnect.cli.terminal.CommandFailure;
import io.certconnect.cli.terminal.Confirmation;
import io.certconnect.cli.terminal.ExitCode;
import io.certconnect.cli.terminal.Progress;
import io.certconnect.stores.Store;
import io.certconnect.stores.rebuild.Rebuild;
import io.certconnect.stores.rebuild.StoreLogin;
import io.certconnect.stores.rebuild.StoreTopics;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "rebuild",
        description = {
            "Make a store anew from its topics and put it in the live one's place. The live one is read and written"
                    + " meanwhile. If the new one is not the same, nothing is changed, the differences are told, and the"
                    + " exit code is 1.",
            "",
            "  certconnect stores rebuild transcript",
            "  certconnect stores rebuild badge --accept-differences --yes",
            "",
            "It asks before it begins; without a terminal --yes is needed. The user must be allowed to act as the"
                    + " store's role, certconnect_transcript or certconnect_badge.",
            ""
        })
final class StoresRebuildCommand implements Callable<Integer> {

    @Mixin
    private final StoreWork work = new StoreWork();

    @Parameters(paramLabel = "STORE", converter = StoreConverter.class, description = "transcript or badge.")
    private Store store = Store.TRANSCRIPT;

    @Option(
            names = "--accept-differences",
            description = "Put the new one in place although it is not the same: when the live one is wrong.")
    private boolean acceptDifferences;

    @Option(names = "--yes", description = "Do not ask before it is done.")
    private boolean yes;

    private final Confirmation confirmation;

    StoresRebuildCommand() {
        this(Confirmation.onTerminal());
    }

    StoresRebuildCommand(Confirmation confirmation) {
        this.confirmation = confirmation;
    }

    @Override
    public Integer call() throws IOException {
        if (!yes && !confirmation.canBeAskedFor()) {
            throw CommandFailure.badInput(
                    "Nobody can be asked here: there is no terminal. --yes does it without asking. Nothing was done.");
        }
        if (!yes && !confirmation.isGiven(question(), work.err())) {
            work.err().println("Nothing was done.");
            return ExitCode.NEGATIVE;
        }
        return work.run(List.of(store), this::rebuild);
    }

    private String question() {
        return "Rebuild the " + store.schema() + " store and replace the live one"
                + (acceptDifferences ? ", whatever the differences?" : ", if they are the same?");
    }

    private int rebuild(StoreLogin login, StoreTopics topics, Steps steps, Progress progress) {
        Rebuild.Result result = new Rebuild(login, topics, steps).run(store, acceptDifferences);
        progress.end();
        RebuildText text = new RebuildText(work.out(), store);
        return switch (result) {
            case Rebuild.Result.Swapped swapped -> {
                text.print(swapped, progress.seconds());
                yield ExitCode.OK;
            }
            case Rebuild.Result.Refused refused -> {
                text.print(refused);
                yield ExitCode.NEGATIVE;
            }
        };
    }
}
