/** Who is connected to whom, what is merged into what, and every decision ever made. */
@NullMarked
package io.certconnect.ledger;

import org.jspecify.annotations.NullMarked;
