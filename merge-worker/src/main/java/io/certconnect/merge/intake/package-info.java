/** The door for requests: from Avro to what the rules know. */
@NullMarked
package io.certconnect.merge.intake;

import org.jspecify.annotations.NullMarked;
