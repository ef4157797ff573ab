/** The application that feeds the transcript and badge stores and serves them. */
@NullMarked
package io.certconnect.records;

import org.jspecify.annotations.NullMarked;
