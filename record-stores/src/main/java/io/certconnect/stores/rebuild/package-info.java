/** Stores made anew from the topics: to replace the live one, or to see whether it is right. */
@NullMarked
package io.certconnect.stores.rebuild;

import org.jspecify.annotations.NullMarked;
