package io.certconnect.worker;

import static io.certconnect.worker.FakeKafka.P0;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of records that cannot be read, or not now. */
@Tag("worker")
class UnreadableRecordTest extends SessionBench {

    @Test
    void sendsItToTheDeadLettersAndItsNeighboursOn() {
        kafka.append(requests.at(0, 0, "ada"));
        kafka.append(Requests.raw(0, 1, bytes("bad"), bytes("garbage")));
        kafka.append(Requests.raw(0, 2, null, null));
        kafka.append(Requests.raw(0, 3, bytes("somebody"), requests.bytesOf("else")));
        kafka.append(Requests.raw(0, 4, new byte[] {(byte) 0xff}, requests.bytesOf("nobody")));
        kafka.append(requests.at(0, 5, "newer"));
        kafka.append(requests.at(0, 6, "bob"));
        kafka.assign(P0);

        session.turn();

        assertThat(valuesOf(ledger.batches.getFirst())).containsExactly("ada", "bob");
        assertThat(ledger.batches.getFirst().kept()).hasSize(1);
        assertThat(letters())
                .extracting(letter -> header(letter, DeadLetterHeaders.REASON))
                .containsExactly("BAD_MAGIC", "EMPTY", "WRONG_KEY", "WRONG_KEY");
        assertThat(kafka.committedOn(P0)).isEqualTo(7);
        assertThat(meters.get("certconnect.worker.dead.letters")
                        .tag("reason", "WRONG_KEY")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void looksAtTheSizeBeforeTheBytes() {
        kafka.append(Requests.raw(0, 0, bytes("big"), new byte[10_000]));
        kafka.assign(P0);

        session.turn();

        assertThat(letters()).singleElement().satisfies(letter -> assertThat(header(letter, DeadLetterHeaders.REASON))
                .isEqualTo("OVERSIZE"));
    }

    @Test
    void waitsForARegistryThatIsAwayAndKeepsTheOrder() {
        kafka.append(requests.at(0, 0, "ada"));
        kafka.append(requests.at(0, 1, "bob"));
        kafka.assign(P0);
        requests.registryAwayFor(2);

        session.turn();

        assertThat(kafka.publishedTexts()).containsExactly("ada", "bob");
        assertThat(letters()).isEmpty();
        assertThat(requests.askedWhileAway()).isEqualTo(2);
    }
}
