/** {@code setup}: what a fresh cluster and database need before workers can start. */
@NullMarked
package io.certconnect.cli.setup;

import org.jspecify.annotations.NullMarked;
