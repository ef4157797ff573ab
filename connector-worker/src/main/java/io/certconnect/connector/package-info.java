/** The connector-worker: decides connection requests, and keeps the directory that it decides by. */
@NullMarked
package io.certconnect.connector;

import org.jspecify.annotations.NullMarked;
