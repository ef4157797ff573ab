package io.certconnect.records.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.certconnect.stores.reading.TranscriptEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer.
 *
 * @param next the next page's URL, relative; null: this is the last page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TranscriptPage(
        List<TranscriptEntry> entries, @Nullable String next) {}
