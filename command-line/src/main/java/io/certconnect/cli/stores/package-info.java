/** Makes the transcript and badge stores anew from their topics, and says whether they are right. */
@NullMarked
package io.certconnect.cli.stores;

import org.jspecify.annotations.NullMarked;
