package io.certconnect.deciding;

import io.certconnect.ledger.Decision;
import io.certconnect.ledger.KeptRecords.KeptRecord;
import io.certconnect.worker.Arrival;
import io.certconnect.worker.Batch;
import io.certconnect.worker.Reading;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A newer producer's records, on their way into the ledger. */
public final class Keeping {

    private Keeping() {}

    /** The batch's records that are to be kept, as they came. */
    public static <R> List<KeptRecord> recordsOf(Batch<R> batch) {
        List<KeptRecord> records = new ArrayList<>(batch.kept().size());
        for (Arrival<Reading.Kept<R>> kept : batch.kept()) {
            ConsumerRecord<byte[], byte[]> source = kept.source();
            records.add(new KeptRecord(
                    new Decision.Source(source.topic(), source.partition(), source.offset()),
                    source.key(),
                    source.value(),
                    kept.value().reason()));
        }
        return records;
    }
}
