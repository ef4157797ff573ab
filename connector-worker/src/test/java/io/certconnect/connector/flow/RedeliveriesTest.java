package io.certconnect.connector.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.connector.flow.Samples.Person;
import io.certconnect.flow.Ambush;
import io.certconnect.flow.Books;
import io.certconnect.flow.Publisher;
import io.certconnect.flow.WorkerInstance;
import io.certconnect.schemas.Topic;
import io.certconnect.v1.ConnectRequested;
import io.certconnect.worker.DeadLetterHeaders;
import io.certconnect.worker.DeadLetterReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same record again, the same request again, and another request under the same id. */
@Tag("flow")
class RedeliveriesTest {

    private static final String INSTANCE = "one";

    private final Connecting connecting = new Connecting();
    private final Publisher publisher = connecting.platform().publisher();
    private WorkerInstance worker;
    private Books books;

    @BeforeEach
    void start() {
        worker = startWorker();
        books = connecting.openBooks();
    }

    private WorkerInstance startWorker() {
        return connecting
                .start(INSTANCE, Connecting.REQUESTS + "kafka-properties." + Ambush.setting())
                .ready();
    }

    @AfterEach
    void stop() {
        worker.close();
    }

    @Test
    void publishesNothingAgainWhenOffsetsAreSetBack() {
        Person person = Person.fresh();
        connecting.register(person.registered());
        connecting.request(person.asks(), person.asks(), Person.fresh().asks());
        books.close();
        worker.close();

        connecting.platform().group(Connecting.GROUP).set(books.opening());
        worker = startWorker();

        assertThat(books.close()).isEqualTo(new Books.Totals(3, 0, 0, 0));
        assertThat(worker.counted("certconnect.redeliveries.answered")).isEqualTo(3);
    }

    @Test
    void publishesOnceWhatWasDecidedWhenItsPublicationFailed() {
        Person person = Person.fresh();
        connecting.register(person.registered());
        Ambush.lay(Ambush.Point.DECIDED, this::takeTransactionAway);

        connecting.request(person.asks());

        assertThat(books.close()).isEqualTo(new Books.Totals(1, 0, 0, 0));
        assertThat(worker.counted("certconnect.decisions.republished")).isEqualTo(1);
        assertThat(worker.counted("certconnect.worker.publications.failed")).isEqualTo(1);
    }

    private void takeTransactionAway() {
        try (var twin = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        connecting.platform().servers(),
                        "transactional.id",
                        Connecting.GROUP + "-" + INSTANCE + "-0"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            twin.initTransactions();
        }
    }

    @Test
    void countsARequestThatComesAgainInAnotherRecord() {
        ConnectRequested request = Person.fresh().asks();
        ConnectRequested later = ConnectRequested.newBuilder(request)
                .setRequestedAt(request.getRequestedAt().plus(Duration.ofMinutes(5)))
                .build();

        RecordMetadata first = publisher
                .send(List.of(publisher.encoded(Topic.CONNECT_REQUESTS, request)))
                .getFirst();
        connecting.request(later);
        books.close();
        publisher.send(List.of(onAnotherPartition(first, later)));

        assertThat(books.close()).isEqualTo(new Books.Totals(1, 0, 0, 2));
        assertThat(worker.counted("certconnect.duplicates")).isEqualTo(2);
    }

    private ProducerRecord<byte[], byte[]> onAnotherPartition(RecordMetadata first, ConnectRequested request) {
        ProducerRecord<byte[], byte[]> record = publisher.encoded(Topic.CONNECT_REQUESTS, request);
        int another = (first.partition() + 1) % Topic.CONNECT_REQUESTS.partitions();
        return new ProducerRecord<>(record.topic(), another, record.key(), record.value());
    }

    @Test
    void deadLettersAnotherRequestUnderAnIdThatWasUsed() {
        Person person = Person.fresh();
        ConnectRequested request = person.asks();
        ConnectRequested other = ConnectRequested.newBuilder(request)
                .setCertificationProfileId(person.certificationProfile())
                .build();
        ProducerRecord<byte[], byte[]> reused = publisher.encoded(Topic.CONNECT_REQUESTS, other);

        connecting.request(request);
        publisher.send(List.of(reused));

        assertThat(books.close()).isEqualTo(new Books.Totals(1, 1, 0, 0));
        ConsumerRecord<byte[], byte[]> letter = books.deadLetters().getFirst();
        assertThat(letter.key()).isEqualTo(reused.key());
        assertThat(letter.value()).isEqualTo(reused.value());
        assertThat(letter.headers().lastHeader(DeadLetterHeaders.REASON).value())
                .asString(UTF_8)
                .isEqualTo(DeadLetterReason.REQUEST_ID_REUSED.name());
    }
}
