package io.certconnect.worker;

/** What a loop is made of. Nothing in here is shared with another loop but the work, the metrics and the spans. */
record LoopParts<R>(
        KafkaAccess kafka,
        RecordReader<R> reader,
        BatchWork<R> work,
        DeadLetters deadLetters,
        LoopStatus status,
        WorkerMetrics metrics,
        Spans spans) {}
