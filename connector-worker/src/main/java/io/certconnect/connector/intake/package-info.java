/** The door for connection requests: from Avro to what the rules know. */
@NullMarked
package io.certconnect.connector.intake;

import org.jspecify.annotations.NullMarked;
