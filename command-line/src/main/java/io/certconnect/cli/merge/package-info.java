/** Merges certification profiles for support: asks, waits for the decision, and tells it. */
@NullMarked
package io.certconnect.cli.merge;

import org.jspecify.annotations.NullMarked;
