package io.certconnect.cli.stores;

import io.certconnect.cli.wording.Fields;
import io.certconnect.stores.Store;
import io.certconnect.stores.rebuild.Difference;
import io.certconnect.stores.rebuild.Verification.Report;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** What a look at a store found, for people. */
final class ReportText {

    private final Fields out;

    ReportText(PrintWriter out) {
        this.out = new Fields(out);
    }

    void print(Store store, Report report) {
        out.line("The " + store.schema() + " store " + (report.agrees() ? "is right." : "IS NOT RIGHT."));
        StoreText.rows(out, report.rows());
        differences("It is not the same as a replay of its topics:", report.toTopics());
        differences("It is not of one mind with the ledger:", report.toLedger());
        if (report.behind() > 0) {
            out.line(String.format(
                    Locale.ROOT,
                    "It is %,d record%s behind its topics. Is the records-worker running?",
                    report.behind(),
                    report.behind() == 1 ? "" : "s"));
        }
        StoreText.lost(out, report.lost());
        out.flush();
    }

    private void differences(String what, List<Difference> differences) {
        if (!differences.isEmpty()) {
            out.line(what);
            StoreText.differences(out, differences);
        }
    }
}
