/** The door for decisions: from what the rules answered to Avro. */
@NullMarked
package io.certconnect.connector.publishing;

import org.jspecify.annotations.NullMarked;
