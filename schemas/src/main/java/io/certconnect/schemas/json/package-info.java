/** Records as the JSON that people write: for the command line, for samples, for tests. */
@NullMarked
package io.certconnect.schemas.json;

import org.jspecify.annotations.NullMarked;
