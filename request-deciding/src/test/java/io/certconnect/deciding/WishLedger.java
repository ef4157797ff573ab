package io.certconnect.deciding;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.zaxxer.hikari.HikariDataSource;
import io.certconnect.deciding.Wishes.Wish;
import io.certconnect.ledger.LedgerDatabase;
import io.certconnect.ledger.Schema;
import io.certconnect.local.testing.TestServices;
import io.certconnect.schemas.serde.RecordEncoder;
import io.certconnect.schemas.serde.RegistryClients;
import io.certconnect.worker.Arrival;
import io.certconnect.worker.Batch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Wishes decided on a ledger of their own, and what tests ask and are answered. */
final class WishLedger implements AutoCloseable {

    private final HikariDataSource pool = new HikariDataSource();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Wishes wishes = new Wishes();
    private final DecideRequests<Wish, ?, ?> deciding;

    WishLedger() {
        pool.setJdbcUrl(TestServices.freshDatabase());
        pool.setUsername(TestServices.database().user());
        pool.setPassword(TestServices.database().password());
        Schema.migrate(pool);
        deciding = new DecideRequests<>(
                wishes,
                new LedgerDatabase(pool),
                new RecordEncoder(RegistryClients.of(Map.of("schema.registry.url", "mock://deciding")), true),
                new Events("answers", "/test", "io.certconnect.v1.ConnectDecided"),
                new DecisionMetrics(meters, "test"),
                Clock.systemUTC(),
                2_000);
    }

    HikariDataSource pool() {
        return pool;
    }

    SimpleMeterRegistry meters() {
        return meters;
    }

    Wishes wishes() {
        return wishes;
    }

    DecideRequests<Wish, ?, ?> deciding() {
        return deciding;
    }

    @SafeVarargs
    static Batch<Wish> batch(Arrival<Wish>... wishes) {
        return new Batch<>(Arrays.asList(wishes), List.of(), Map.of());
    }

    static Arrival<Wish> wish(UUID id, String text, long offset) {
        ConsumerRecord<byte[], byte[]> source =
                new ConsumerRecord<>("wishes", 0, offset, new byte[] {1}, text.getBytes(UTF_8));
        return new Arrival<>(source, new Wish(id, text));
    }

    static String header(ProducerRecord<byte[], byte[]> event, String name) {
        return new String(event.headers().lastHeader(name).value(), UTF_8);
    }

    @Override
    public void close() {
        pool.close();
    }
}
