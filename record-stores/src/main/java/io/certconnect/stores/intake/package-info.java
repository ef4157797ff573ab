/** The door of the stores: Avro events to the changes that they stand for. */
@NullMarked
package io.certconnect.stores.intake;

import org.jspecify.annotations.NullMarked;
