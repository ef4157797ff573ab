/** What things cost, as ratios in one run on one machine. */
@NullMarked
package io.certconnect.benchmarks;

import org.jspecify.annotations.NullMarked;
