/** Says whether the ledger is whole. */
@NullMarked
package io.certconnect.cli.ledger;

import org.jspecify.annotations.NullMarked;
