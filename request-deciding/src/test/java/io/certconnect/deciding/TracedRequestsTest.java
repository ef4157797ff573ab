package io.certconnect.deciding;

import static io.certconnect.deciding.WishLedger.batch;
import static io.certconnect.deciding.WishLedger.header;
import static io.certconnect.deciding.WishLedger.wish;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.deciding.Wishes.Wish;
import io.certconnect.worker.Arrival;
import io.certconnect.worker.Outgoing;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a request's place in a trace. */
@Tag("storage")
class TracedRequestsTest {

    private static final UUID ID = UUID.fromString("11111111-1111-4111-8111-111111111111");
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final WishLedger ledger = new WishLedger();
    private final DecideRequests<Wish, ?, ?> deciding = ledger.deciding();

    @AfterEach
    void stop() {
        ledger.close();
    }

    @Test
    void theRequestsTraceGoesOnInItsEvent() {
        Arrival<Wish> wish = traced(wish(ID, "peace", 0), TRACE);

        Outgoing answer = deciding.on(batch(wish));

        assertThat(header(answer.events().getFirst(), "traceparent")).isEqualTo(TRACE);
        assertThat(answer.notes())
                .containsExactly(Map.entry(wish.source(), new Outgoing.Note(ID.toString(), "GRANTED")));
    }

    @Test
    void aRedeliverysHeadersAreTheSameToTheByte() {
        Outgoing first = deciding.on(batch(traced(wish(ID, "peace", 0), TRACE)));

        Outgoing second = deciding.on(batch(traced(wish(ID, "peace", 0), TRACE)));

        assertThat(second.events().getFirst().headers())
                .isEqualTo(first.events().getFirst().headers());
    }

    /** Above all a huge one: the event, larger than its request, would fit no message, now and for ever. */
    @ParameterizedTest
    @ValueSource(strings = {"", "00-abc", "huge"})
    void whatIsNoTraceGoesNowhere(String header) {
        String text = header.equals("huge") ? TRACE + "-" + "0".repeat(900_000) : header;

        Outgoing answer = deciding.on(batch(traced(wish(ID, "peace", 0), text)));

        assertThat(answer.events().getFirst().headers().lastHeader("traceparent"))
                .isNull();
        assertThat(answer.notes()).isEmpty();
    }

    @Test
    void nothingIsNotedOfWhatIsNotTraced() {
        Outgoing answer = deciding.on(
                batch(wish(ID, "peace", 0), traced(wish(UUID.randomUUID(), "quiet", 1), TRACE.replace("-01", "-00"))));

        assertThat(answer.events()).hasSize(2);
        assertThat(answer.notes()).isEmpty();
    }

    private static Arrival<Wish> traced(Arrival<Wish> wish, String header) {
        wish.source().headers().add("traceparent", header.getBytes(UTF_8));
        return wish;
    }
}
