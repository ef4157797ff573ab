/** The local services as tests want them. */
@NullMarked
package io.certconnect.local.testing;

import org.jspecify.annotations.NullMarked;
