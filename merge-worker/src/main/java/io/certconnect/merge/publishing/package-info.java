/** The door for decisions: from what the rules answered to Avro. */
@NullMarked
package io.certconnect.merge.publishing;

import org.jspecify.annotations.NullMarked;
