package io.certconnect.lag;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;

/** What was answered of all that was asked at once, and what failed. */
record Answers<K, V>(Map<K, V> values, Map<K, KafkaException> failures) {

    static <K, V> Answers<K, V> await(Map<K, KafkaFuture<V>> asked) {
        Map<K, V> values = HashMap.newHashMap(asked.size());
        Map<K, KafkaException> failures = new HashMap<>();
        asked.forEach((key, future) -> {
            try {
                values.put(key, future.get());
            } catch (ExecutionException e) {
                failures.put(key, e.getCause() instanceof KafkaException known ? known : new KafkaException(e));
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        });
        return new Answers<>(values, failures);
    }
}
