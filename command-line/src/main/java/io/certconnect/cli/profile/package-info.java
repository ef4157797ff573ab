/** Tells what the ledger knows of a certification profile. */
@NullMarked
package io.certconnect.cli.profile;

import org.jspecify.annotations.NullMarked;
