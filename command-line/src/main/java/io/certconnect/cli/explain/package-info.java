/** Tells why a request was decided as it was, or where it is. */
@NullMarked
package io.certconnect.cli.explain;

import org.jspecify.annotations.NullMarked;
