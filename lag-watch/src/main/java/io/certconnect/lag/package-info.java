/** How far consumer groups are behind, measured outside of the consumers. */
@NullMarked
package io.certconnect.lag;

import org.jspecify.annotations.NullMarked;
