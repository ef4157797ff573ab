package io.certconnect.worker;

import java.util.List;

/** What a loop is made of. Nothing in here is shared with another loop but the work and the metrics. */
record LoopParts<R>(
        List<String> topics,
        KafkaAccess kafka,
        RecordReader<?, R> reader,
        BatchWork<R> work,
        DeadLetters deadLetters,
        LoopStatus status,
        WorkerMetrics metrics) {}
