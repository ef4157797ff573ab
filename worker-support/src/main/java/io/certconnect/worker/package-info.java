/** Takes batches of records from Kafka, has them worked on, and publishes what comes of it exactly once. */
@NullMarked
package io.certconnect.worker;

import org.jspecify.annotations.NullMarked;
