/** The transcript store and the badge store: tables, what events change in them, and who may touch them. */
@NullMarked
package io.certconnect.stores;

import org.jspecify.annotations.NullMarked;
