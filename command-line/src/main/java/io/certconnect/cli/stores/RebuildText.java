package io.certconnect.cli.stores;

import io.certconnect.cli.wording.Fields;
import io.certconnect.stores.Store;
import io.certconnect.stores.rebuild.Rebuild.Result.Refused;
import io.certconnect.stores.rebuild.Rebuild.Result.Swapped;
import java.io.PrintWriter;
import java.util.Locale;

/** What came of a rebuild, for people. */
final class RebuildText {

    private final Fields out;
    private final String store;

    RebuildText(PrintWriter out, Store store) {
        this.out = new Fields(out);
        this.store = store.schema();
    }

    void print(Swapped swapped, double seconds) {
        out.line(String.format(
                Locale.ROOT,
                "The %s store was rebuilt in %.1f s. Its worker waited for %d ms, readers did not.",
                store,
                seconds,
                swapped.writersWaited().toMillis()));
        StoreText.rows(out, swapped.rows());
        if (!swapped.differences().isEmpty()) {
            out.line("The one that it replaced was not the same:");
            StoreText.differences(out, swapped.differences());
        }
        if (!swapped.leftover().isEmpty()) {
            out.line("The old one is still being read. It stays as the schema " + swapped.leftover()
                    + " until it is dropped, by hand or by the next rebuild.");
        }
        out.flush();
    }

    void print(Refused refused) {
        out.line("The " + store + " store is as it was: a new one would not be the same.");
        StoreText.differences(out, refused.differences());
        StoreText.lost(out, refused.lost());
        out.line("To look again, and at the ledger too:   certconnect stores verify " + store);
        out.line("If the live store is the wrong one:     certconnect stores rebuild " + store
                + " --accept-differences");
        out.flush();
    }
}
