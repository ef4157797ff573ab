/** Codes of the contract in words, and text that is fit for a terminal. */
@NullMarked
package io.certconnect.cli.wording;

import org.jspecify.annotations.NullMarked;
