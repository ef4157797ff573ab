/** Keeps the directory of certification profiles up to date with what exam registration says. */
@NullMarked
package io.certconnect.connector.directory;

import org.jspecify.annotations.NullMarked;
