/** What the console answers when it cannot answer. */
@NullMarked
package io.certconnect.console.problem;

import org.jspecify.annotations.NullMarked;
