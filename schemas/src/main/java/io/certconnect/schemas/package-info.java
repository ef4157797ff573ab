/** The contract as code: which topics there are, what is on them, and how they are set up. */
@NullMarked
package io.certconnect.schemas;

import org.jspecify.annotations.NullMarked;
