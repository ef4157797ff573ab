/** Input files of JSON lines, each checked against schema and contract before it becomes a record. */
@NullMarked
package io.certconnect.cli.lines;

import org.jspecify.annotations.NullMarked;
