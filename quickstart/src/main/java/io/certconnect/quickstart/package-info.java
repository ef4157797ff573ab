/** Everything on one machine, in one go: for trying, never for running. */
@NullMarked
package io.certconnect.quickstart;

import org.jspecify.annotations.NullMarked;
