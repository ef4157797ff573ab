/** The application for support and operators. */
@NullMarked
package io.certconnect.console;

import org.jspecify.annotations.NullMarked;
