/** From a batch of requests to stored decisions and the events that announce them; what is decided, is the worker's. */
@NullMarked
package io.certconnect.deciding;

import org.jspecify.annotations.NullMarked;
