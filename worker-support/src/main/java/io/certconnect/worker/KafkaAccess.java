package io.certconnect.worker;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Where a loop gets its clients from. */
interface KafkaAccess {

    /** Throws if the broker is away or a topic is missing, saying which: asked before any client is made. */
    void requireTopics();

    Consumer<byte[], byte[]> consumer();

    /** A producer with the loop's own transactional id, not yet initialised. */
    Producer<byte[], byte[]> producer();
}
