/** A broker, a schema registry and a PostgreSQL on loopback, started and stopped from Java. */
@NullMarked
package io.certconnect.local;

import org.jspecify.annotations.NullMarked;
