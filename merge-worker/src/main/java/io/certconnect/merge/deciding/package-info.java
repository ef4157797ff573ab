/** Where rules and ledger meet: what a merge request touches, and what its decision changes. */
@NullMarked
package io.certconnect.merge.deciding;

import org.jspecify.annotations.NullMarked;
