/** How far consumer groups are behind. */
@NullMarked
package io.certconnect.cli.lag;

import org.jspecify.annotations.NullMarked;
