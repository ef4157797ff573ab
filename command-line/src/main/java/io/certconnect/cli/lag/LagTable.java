package io.certconnect.cli.lag;

import io.certconnect.cli.wording.Printable;
import io.certconnect.lag.GroupLag;
import io.certconnect.lag.LagReport;
import io.certconnect.lag.PartitionLag;
import io.certconnect.lag.rules.Status;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lag for people: a line for each group and topic, or for each partition, and what there is to say besides. */
final class LagTable {

    private static final String UNKNOWN = "?";
    private static final String ABOUT = "~";
    private static final List<String> TOPICS =
            List.of("GROUP", "STATUS", "MEMBERS", "TOPIC", "LAG", "SECONDS", "UNCOMMITTED");
    private static final List<String> PARTITIONS =
            List.of("GROUP", "STATUS", "HELD", "TOPIC", "PARTITION", "COMMITTED", "LAG", "SECONDS", "UNCOMMITTED");

    private final PrintWriter out;
    private final boolean byPartition;

    LagTable(PrintWriter out, boolean byPartition) {
        this.out = out;
        this.byPartition = byPartition;
    }

    void print(LagReport report) {
        out.println("Lag at " + report.at().truncatedTo(ChronoUnit.SECONDS));
        out.println();
        List<List<String>> rows = new ArrayList<>();
        rows.add(byPartition ? PARTITIONS : TOPICS);
        report.groups().forEach(group -> rows.addAll(byPartition ? partitions(group) : topics(group)));
        align(rows);
        List<String> remarks = report.groups().stream()
                .flatMap(group -> remarks(group).stream())
                .toList();
        if (!remarks.isEmpty()) {
            out.println();
            remarks.forEach(remark -> out.println(Printable.of(remark)));
        }
    }

    private static List<List<String>> partitions(GroupLag group) {
        return group.partitions().stream()
                .map(partition -> List.of(
                        group.group(),
                        partition.status().name(),
                        partition.held() ? "yes" : "no",
                        partition.topic(),
                        String.valueOf(partition.partition()),
                        partition.committed() == null ? "none" : String.valueOf(partition.committed()),
                        String.valueOf(partition.records()),
                        seconds(List.of(partition)),
                        String.valueOf(partition.uncommittedSpan())))
                .toList();
    }

    private static List<List<String>> topics(GroupLag group) {
        Map<String, List<PartitionLag>> byTopic = group.partitions().stream()
                .collect(Collectors.groupingBy(PartitionLag::topic, LinkedHashMap::new, Collectors.toList()));
        if (byTopic.isEmpty()) {
            byTopic.put("-", List.of());
        }
        List<List<String>> rows = new ArrayList<>();
        byTopic.forEach((topic, partitions) -> rows.add(List.of(
                group.group(),
                group.status().name(),
                String.valueOf(group.members()),
                topic,
                sum(partitions, PartitionLag::records),
                seconds(partitions),
                sum(partitions, PartitionLag::uncommittedSpan))));
        return rows;
    }

    private static String sum(List<PartitionLag> partitions, ToLongFunction<PartitionLag> what) {
        return partitions.isEmpty()
                ? UNKNOWN
                : String.valueOf(partitions.stream().mapToLong(what).sum());
    }

    private static String seconds(List<PartitionLag> partitions) {
        Duration longest = GroupLag.longest(partitions);
        boolean estimated = partitions.stream()
                .anyMatch(partition -> partition.estimated() && Objects.equals(partition.behind(), longest));
        return (estimated ? ABOUT : "") + seconds(longest);
    }

    private static List<String> remarks(GroupLag group) {
        List<String> remarks = new ArrayList<>();
        if (group.status() == Status.NO_COMMITS) {
            remarks.add(group.group() + ": no commits yet; counted from the beginning of the log");
        }
        if (group.partitions().stream().anyMatch(PartitionLag::estimated)) {
            remarks.add(group.group() + ": more records wait first than a look reads; seconds after a " + ABOUT
                    + " are estimated, not too small");
        }
        group.troubles().forEach(trouble -> remarks.add(group.group() + ": " + trouble));
        return remarks;
    }

    private void align(List<List<String>> rows) {
        int[] widths = new int[rows.getFirst().size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        rows.forEach(row -> {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                // Numbers come last.
                String cell = row.get(i);
                String gap = " ".repeat(widths[i] - cell.length());
                boolean number = i >= rows.getFirst().indexOf("TOPIC") + 1;
                line.append(i == 0 ? "" : "  ").append(number ? gap + cell : cell + gap);
            }
            out.println(Printable.of(line.toString().stripTrailing()));
        });
    }

    /** @param behind null if it is not known */
    static String seconds(@Nullable Duration behind) {
        return behind == null ? UNKNOWN : String.format(Locale.ROOT, "%.1f", behind.toMillis() / 1e3);
    }
}
