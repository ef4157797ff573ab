/** How far consumer groups are behind, for operators and Prometheus. */
@NullMarked
package io.certconnect.console.lag;

import org.jspecify.annotations.NullMarked;
