package io.certconnect.cli.stores;

import io.certconnect.cli.terminal.DurationConverter;
import io.certconnect.cli.terminal.ExitCode;
import io.certconnect.cli.terminal.Progress;
import io.certconnect.stores.Store;
import io.certconnect.stores.rebuild.StoreLogin;
import io.certconnect.stores.rebuild.StoreTopics;
import io.certconnect.stores.rebuild.Verification;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify",
        description = {
            "Say whether stores are right: the same as a replay of their topics, of one mind with the ledger, and not"
                    + " behind. Changes nothing. The exit code is 1 if one is not.",
            "",
            "  certconnect stores verify",
            "  certconnect stores verify badge --wait 5m --json",
            "",
            "The user must read the ledger, and be allowed to act as the stores' roles, certconnect_transcript and"
                    + " certconnect_badge.",
            ""
        })
final class StoresVerifyCommand implements Callable<Integer> {

    @Mixin
    private final StoreWork work = new StoreWork();

    @Parameters(
            arity = "0..1",
            paramLabel = "STORE",
            converter = StoreConverter.class,
            description = "transcript or badge; both if left out.")
    private @Nullable Store store;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "30s",
            description = "How long a store may take to catch up: what was decided a moment ago is still on its way;"
                    + " default: ${DEFAULT-VALUE}.")
    private Duration patience = Duration.ZERO;

    @Option(names = "--json", description = "One JSON object for each store.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        List<Store> stores = store == null ? List.of(Store.values()) : List.of(store);
        return work.run(stores, (login, topics, steps, progress) -> verify(stores, login, topics, steps, progress));
    }

    private int verify(List<Store> stores, StoreLogin login, StoreTopics topics, Steps steps, Progress progress) {
        Verification verification = new Verification(login, topics, steps);
        boolean agree = true;
        for (Store each : stores) {
            Verification.Report report = verification.of(each, patience);
            progress.end();
            print(each, report);
            agree &= report.agrees();
        }
        return agree ? ExitCode.OK : ExitCode.NEGATIVE;
    }

    private void print(Store verified, Verification.Report report) {
        if (json) {
            work.out().println(ReportJson.of(verified, report));
            work.out().flush();
            return;
        }
        new ReportText(work.out()).print(verified, report);
    }
}
