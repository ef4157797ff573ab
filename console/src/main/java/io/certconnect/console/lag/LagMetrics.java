package io.certconnect.console.lag;

import io.certconnect.lag.GroupLag;
import io.certconnect.lag.LagReport;
import io.certconnect.lag.PartitionLag;
import io.certconnect.lag.PartitionLag.Commit;
import io.certconnect.lag.rules.Status;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;

/**
 * The last measurement as Prometheus gets it. A scrape shows that measurement and nothing else, all of it at once: what
 * is no longer there leaves no series behind, and what could not be measured has none. When measuring fails the series
 * stay as they were, and only the time of the measurement tells; an alert on it must go with every other.
 */
final class LagMetrics implements MultiCollector {

    private static final double MILLIS = 1e3;

    private final LatestLag latest;

    LagMetrics(LatestLag latest) {
        this.latest = latest;
    }

    @Override
    public MetricSnapshots collect() {
        LagReport report = latest.known().report();
        return report == null ? new MetricSnapshots() : new Scrape().of(report);
    }

    private static final class Scrape {

        private final GaugeSnapshot.Builder lag = gauge(
                "kafka_consumergroup_group_lag",
                "Records that wait for the group: last stable offset less committed offset; 0 if none of them is readable.");
        private final GaugeSnapshot.Builder lagSeconds = gauge(
                "kafka_consumergroup_group_lag_seconds",
                "Age of the first readable record that waits; 0 if none does.");
        private final GaugeSnapshot.Builder lastStable =
                gauge("kafka_consumergroup_group_last_stable_offset", "No transaction is open before this offset.");
        private final GaugeSnapshot.Builder span = gauge(
                "kafka_consumergroup_group_uncommitted_span",
                "Offsets that open transactions hold back: high watermark less last stable offset.");
        private final GaugeSnapshot.Builder members =
                gauge("kafka_consumergroup_group_members", "Members of the group.");
        private final GaugeSnapshot.Builder status =
                gauge("kafka_consumergroup_group_status", "1 for the status that the group has, 0 for the others.");
        private final GaugeSnapshot.Builder troubles = gauge(
                "kafka_consumergroup_group_troubles",
                "What could not be measured of the group or is wrong with its offsets; /api/lag says what.");
        private final GaugeSnapshot.Builder measured =
                gauge("kafka_consumergroup_last_measurement_timestamp_seconds", "When all of this was last measured.");

        private MetricSnapshots of(LagReport report) {
            measured.dataPoint(point(Labels.EMPTY, report.at().toEpochMilli() / MILLIS));
            report.groups().forEach(this::add);
            return MetricSnapshots.builder()
                    .metricSnapshot(lag.build())
                    .metricSnapshot(lagSeconds.build())
                    .metricSnapshot(lastStable.build())
                    .metricSnapshot(span.build())
                    .metricSnapshot(members.build())
                    .metricSnapshot(status.build())
                    .metricSnapshot(troubles.build())
                    .metricSnapshot(measured.build())
                    .build();
        }

        private void add(GroupLag group) {
            Labels labels = Labels.of("group", group.group());
            members.dataPoint(point(labels, group.members()));
            troubles.dataPoint(point(labels, group.troubles().size()));
            for (Status each : Status.values()) {
                status.dataPoint(point(
                        Labels.of("group", group.group(), "status", each.name()), each == group.status() ? 1 : 0));
            }
            group.partitions().forEach(partition -> add(group.group(), partition));
        }

        private void add(String group, PartitionLag partition) {
            Labels labels = Labels.of(
                    "group", group, "topic", partition.topic(), "partition", String.valueOf(partition.partition()));
            if (partition.commit() != Commit.BEYOND_LOG) {
                lag.dataPoint(point(labels, partition.records()));
            }
            lastStable.dataPoint(point(labels, partition.lastStable()));
            span.dataPoint(point(labels, partition.uncommittedSpan()));
            Duration behind = partition.behind();
            if (behind != null) {
                lagSeconds.dataPoint(point(labels, behind.toMillis() / MILLIS));
            }
        }

        private static GaugeSnapshot.Builder gauge(String name, String help) {
            return GaugeSnapshot.builder().name(name).help(help);
        }

        private static GaugeDataPointSnapshot point(Labels labels, double value) {
            return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
        }
    }
}
