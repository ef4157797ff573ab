/** How commands end, and how they talk to whoever runs them. */
@NullMarked
package io.certconnect.cli.terminal;

import org.jspecify.annotations.NullMarked;
