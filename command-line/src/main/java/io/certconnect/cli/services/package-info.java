/** Where the services are and how they are reached: options that commands share. */
@NullMarked
package io.certconnect.cli.services;

import org.jspecify.annotations.NullMarked;
