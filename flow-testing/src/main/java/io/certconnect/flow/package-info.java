/**
 * What flow tests of any worker share: the platform that it runs on, the worker itself as an instance or as a process
 * to kill, and the books that must balance at the end.
 */
@NullMarked
package io.certconnect.flow;

import org.jspecify.annotations.NullMarked;
