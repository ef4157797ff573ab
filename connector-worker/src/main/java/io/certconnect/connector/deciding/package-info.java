/** Where rules and ledger meet: what a connection request touches, and what its decision changes. */
@NullMarked
package io.certconnect.connector.deciding;

import org.jspecify.annotations.NullMarked;
