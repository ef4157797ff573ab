/** Whether a Learn profile gets the certification profile that it asks for: connect rules 1 to 7, pure. */
@NullMarked
package io.certconnect.connector.rules;

import org.jspecify.annotations.NullMarked;
