package io.certconnect.cli.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.certconnect.cli.lines.InputFile;
import io.certconnect.cli.lines.LineFormat;
import io.certconnect.cli.terminal.CommandFailure;
import io.certconnect.cli.terminal.Progress;
import io.certconnect.schemas.serde.RecordEncoder;
import io.certconnect.schemas.serde.RegistryClients;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("rules")
final class SendingTest {

    private static final String LINE =
            "{\"learnProfileId\":\"learn-1\",\"accounts\":[{\"accountId\":\"zoe\",\"kind\":\"PERSONAL\"}]}";

    private final LineFormat format = new ConnectLines(Clock.systemUTC());

    private final AtomicBoolean stopped = new AtomicBoolean();

    @TempDir
    Path folder;

    @Test
    void sendsNothingThatWasAddedToTheFileAfterItWasChecked() {
        var producer = new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

        assertThatThrownBy(() -> send(sending(producer), 3, 1)).isInstanceOf(CommandFailure.class);

        assertThat(producer.history()).hasSize(1);
    }

    @Test
    void noticesThatTheFileShrankAfterItWasChecked() {
        var producer = new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

        assertThatThrownBy(() -> send(sending(producer), 2, 3))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("changed");
    }

    @Test
    void stopsAtTheFirstRecordThatTheBrokerDoesNotTake() throws IOException {
        var producer = new FailingProducer();
        Sending sending = sending(producer);

        send(sending, 1000, 1000);

        assertThat(sending.failure()).isInstanceOf(TimeoutException.class);
        assertThat(sending.acknowledged()).isZero();
        assertThat(producer.history()).hasSize(1);
    }

    @Test
    void sendsNoMoreOnceItIsToldToStop() throws IOException {
        var producer = new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        stopped.set(true);

        send(sending(producer), 2, 2);

        assertThat(producer.history()).isEmpty();
    }

    private Sending sending(MockProducer<byte[], byte[]> producer) {
        return new Sending(
                format,
                new RecordEncoder(RegistryClients.of(Map.of(RegistryClients.URL, "mock://sending")), true),
                producer);
    }

    private void send(Sending sending, int lines, int checked) throws IOException {
        Path path = Files.write(folder.resolve("lines.jsonl"), Collections.nCopies(lines, LINE));
        try (InputFile file = InputFile.open(path.toString(), InputStream.nullInputStream())) {
            PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
            sending.send(
                    file,
                    new Check(checked, 0, List.of()),
                    new Progress(nowhere, false, lines, System::nanoTime),
                    stopped::get);
        }
    }

    /** Fails each record as soon as it is sent. */
    private static final class FailingProducer extends MockProducer<byte[], byte[]> {

        FailingProducer() {
            super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            var sent = super.send(record, callback);
            errorNext(new TimeoutException("the broker is gone"));
            return sent;
        }
    }
}
