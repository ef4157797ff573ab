/** What a row of measurements says about a group; no Kafka, no clock. */
@NullMarked
package io.certconnect.lag.rules;

import org.jspecify.annotations.NullMarked;
