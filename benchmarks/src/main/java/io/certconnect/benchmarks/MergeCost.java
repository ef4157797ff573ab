package io.certconnect.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a merge costs: that it grows neither with the size of the ledger nor with what a survivor has absorbed before.
 * Decides through rules, ledger and encoding, in batches of 500, on a PostgreSQL that writes durably; without Kafka.
 */
public final class MergeCost {

    private static final int MERGES = 10_000;
    private static final int SMALL = 1_000;
    private static final int LARGE = 1_000_000;

    private MergeCost() {}

    public static void main(String[] arguments) {
        System.out.println("profiles known   what                                                     merges/s");
        List<Double> rates = new ArrayList<>();
        // The first round warms the JVM up and is not counted.
        for (int known : List.of(SMALL, SMALL, LARGE)) {
            try (MergeBench bench = new MergeBench()) {
                bench.know("bystander", known);
                bench.know("survivor", MERGES);
                bench.know("absorbed", MERGES);
                bench.know("popular", 1);
                bench.know("fan", MERGES);
                bench.know("late", MERGES);
                rates.add(say(
                        known,
                        "10,000 pairs, each into a survivor of its own",
                        bench.mergePairs("survivor", "absorbed", MERGES)));
                rates.add(say(
                        known,
                        "10,000 into one survivor, from none to 10,000 absorbed",
                        bench.mergeAllInto("popular0", "fan", MERGES)));
                rates.add(say(known, "10,000 more into that survivor", bench.mergeAllInto("popular0", "late", MERGES)));
                bench.verify();
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%nlarge ledger / small ledger: pairs %.2f, one survivor %.2f%n10,000 absorbed / none, large ledger: %.2f%n",
                rates.get(6) / rates.get(3),
                rates.get(7) / rates.get(4),
                rates.get(8) / rates.get(7));
    }

    private static double say(int known, String what, double rate) {
        System.out.printf(Locale.ROOT, "%,14d   %-55s %,9.0f%n", known, what, rate);
        return rate;
    }
}
