package io.certconnect.cli.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.cli.MergeEvents;
import io.certconnect.cli.Services;
import io.certconnect.cli.services.KafkaOptions;
import io.certconnect.schemas.Topic;
import io.certconnect.v1.MergeDecided;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Tag("worker")
final class MergeExchangeTest {

    @Command
    private static final class Options {

        @Mixin
        private final KafkaOptions kafka = new KafkaOptions();
    }

    @Test
    void hearsADecisionThatCameBeforeItListenedForTheFirstTimeAndNoneFromBefore() throws Exception {
        MergeDecided before = decision();
        publish(before);
        try (MergeExchange exchange = open()) {
            MergeDecided after = decision();
            publish(after);

            assertThat(hear(exchange)).containsExactly(after);
        }
    }

    @Test
    void hearsAllFromBeforeOnceItIsRewound() throws Exception {
        MergeDecided before = decision();
        publish(before);
        try (MergeExchange exchange = open()) {
            exchange.rewind();
            List<MergeDecided> heard = new ArrayList<>();
            for (int polls = 0; !exchange.isUpToDate(); polls++) {
                assertThat(polls).isLessThan(300);
                heard.addAll(exchange.hear());
            }

            assertThat(heard).contains(before);
        }
    }

    private static List<MergeDecided> hear(MergeExchange exchange) {
        List<MergeDecided> heard = new ArrayList<>();
        for (int polls = 0; heard.isEmpty(); polls++) {
            assertThat(polls).isLessThan(300);
            heard.addAll(exchange.hear());
        }
        return heard;
    }

    private static MergeExchange open() {
        Options options = new Options();
        new CommandLine(options).parseArgs(Services.options().toArray(String[]::new));
        return MergeExchange.open(options.kafka, new PrintWriter(Writer.nullWriter()));
    }

    private static MergeDecided decision() {
        return MergeEvents.merged(UUID.randomUUID(), "exchange-1", "exchange-2", 1);
    }

    private static void publish(MergeDecided event) throws Exception {
        Services.send(Services.event(Topic.MERGE_EVENTS, event.getSurvivorId(), event));
    }
}
