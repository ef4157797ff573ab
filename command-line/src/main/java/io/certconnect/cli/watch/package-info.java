/** Follows events as they are published. */
@NullMarked
package io.certconnect.cli.watch;

import org.jspecify.annotations.NullMarked;
