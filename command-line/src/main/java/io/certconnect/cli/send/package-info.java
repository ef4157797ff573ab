/** Sends records that people wrote as JSON, after checking all of them. */
@NullMarked
package io.certconnect.cli.send;

import org.jspecify.annotations.NullMarked;
