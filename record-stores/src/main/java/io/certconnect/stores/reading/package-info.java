/** What readers get of the stores: pages and figures of one learner. Reads the views that are the read contract, no tables. */
@NullMarked
package io.certconnect.stores.reading;

import org.jspecify.annotations.NullMarked;
