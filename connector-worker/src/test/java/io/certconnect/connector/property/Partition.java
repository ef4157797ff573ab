package io.certconnect.connector.property;

import io.certconnect.connector.rules.Account;
import io.certconnect.connector.rules.ConnectRequest;
import io.certconnect.connector.rules.Histories.Happening.Connect;
import io.certconnect.worker.Arrival;
import io.certconnect.worker.Batch;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A partition of the request topic, as far as deciding sees it: it gives records their offsets. */
final class Partition {

    private static final byte[] UNREAD = {};

    private final int number;
    private long next;

    Partition(int number) {
        this.number = number;
    }

    /** The request as a new record. */
    Arrival<ConnectRequest> add(UUID request, Connect connect) {
        List<Account> accounts = connect.accounts().stream()
                .map(sent -> new Account(sent.account(), sent.kind()))
                .toList();
        return new Arrival<>(
                new ConsumerRecord<>("connect.requests.v1", number, next++, UNREAD, UNREAD),
                new ConnectRequest(request, connect.learner(), accounts, connect.named()));
    }

    static Batch<ConnectRequest> batch(List<Arrival<ConnectRequest>> arrivals) {
        return new Batch<>(List.copyOf(arrivals), List.of(), Map.of());
    }
}
