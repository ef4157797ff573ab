package io.certconnect.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.certconnect.lag.LagReport;
import io.certconnect.lag.LagWatch;
import io.certconnect.lag.LagWindow;
import io.certconnect.lag.Watched;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The JVM of its own in which {@link LagCost} looks. */
public final class LagCostWatch {

    static final int PAUSE_MILLIS = 300;
    private static final int WARM_UP = 25;
    private static final int LOOKS = 20;
    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private LagCostWatch() {}

    /** Names that differ as names do: those with a running number have nearly the same hash, which Kafka's sets bear badly. */
    static String topic(int number) {
        return Integer.toHexString(number * 0x9E3779B1) + ".events.v1";
    }

    static String group(int number) {
        return "group-" + number;
    }

    /** @param arguments servers, number of groups, what is measured */
    public static void main(String[] arguments) throws InterruptedException {
        List<Watched> groups = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
            groups.add(new Watched(group(i), Set.of(topic(i))));
        }
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        try (LagWatch watch =
                LagWatch.open(Map.of("bootstrap.servers", arguments[0]), groups, new LagWindow(10, INTERVAL))) {
            for (int i = 0; i < WARM_UP; i++) {
                watch.look();
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
            long processor = system.getProcessCpuTime();
            long looking = 0;
            long behind = 0;
            for (int i = 0; i < LOOKS; i++) {
                long started = System.nanoTime();
                LagReport report = watch.look();
                looking += System.nanoTime() - started;
                behind += behind(report);
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
            double millis = (system.getProcessCpuTime() - processor) / 1e6 / LOOKS;
            System.out.printf(
                    Locale.ROOT,
                    "%-55s %6.1f ms  %6.1f ms  %,6d  %.2f %% of a core at %d s%n",
                    arguments[2],
                    millis,
                    looking / 1e6 / LOOKS,
                    behind / LOOKS,
                    100 * millis / INTERVAL.toMillis(),
                    INTERVAL.toSeconds());
        }
    }

    private static long behind(LagReport report) {
        return report.groups().stream()
                .flatMap(group -> group.partitions().stream())
                .filter(partition ->
                        partition.behind() == null || partition.behind().isPositive())
                .count();
    }
}
