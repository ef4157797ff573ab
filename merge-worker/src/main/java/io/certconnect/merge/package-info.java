/** The merge-worker: merges one certification profile into another, shows it before, and takes it back. */
@NullMarked
package io.certconnect.merge;

import org.jspecify.annotations.NullMarked;
