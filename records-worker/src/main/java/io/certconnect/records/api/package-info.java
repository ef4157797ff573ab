/** The stores over HTTP: one learner's transcript, badges and statistics. {@code static/api/openapi.yaml} describes it. */
@NullMarked
package io.certconnect.records.api;

import org.jspecify.annotations.NullMarked;
