/** Whether one certification profile absorbs another, or is released again: merge rules 1 to 5, pure. */
@NullMarked
package io.certconnect.merge.rules;

import org.jspecify.annotations.NullMarked;
