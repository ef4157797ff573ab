/** The certconnect program: its root command, to which a launcher adds its own. */
@NullMarked
package io.certconnect.cli;

import org.jspecify.annotations.NullMarked;
