package io.certconnect.records.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.certconnect.stores.reading.Badge;
import io.certconnect.stores.reading.TranscriptEntry;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ended, as text that clients hand back and do not look into. It names the last entry's place and not a count,
 * so what is added or taken away meanwhile shifts no page.
 */
final class Cursor {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

    /** In no id and no time. */
    private static final String SEPARATOR = "\0";

    private Cursor() {}

    static String of(TranscriptEntry.Place place) {
        return encode("transcript", place.occurredAt().toString(), place.type().name(), place.entryId());
    }

    static String of(Badge.Place place) {
        return encode("badges", place.awardedAt().toString(), place.badgeId());
    }

    /** @throws ProblemException if it is not one that a transcript gave out */
    static TranscriptEntry.@Nullable Place transcript(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            List<String> parts = decode(cursor, 4);
            TranscriptEntry.Place place = new TranscriptEntry.Place(
                    time(parts.get(1)), TranscriptEntry.Type.valueOf(parts.get(2)), id(parts.get(3)));
            return givenOut(place, of(place), cursor);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw invalid();
        }
    }

    /** @throws ProblemException if it is not one that a list of badges gave out */
    static Badge.@Nullable Place badges(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            List<String> parts = decode(cursor, 3);
            Badge.Place place = new Badge.Place(time(parts.get(1)), id(parts.get(2)));
            return givenOut(place, of(place), cursor);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw invalid();
        }
    }

    private static String encode(String... parts) {
        String text = String.join(SEPARATOR, parts);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    private static List<String> decode(String cursor, int parts) {
        String text = new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
        List<String> found = List.of(text.split(SEPARATOR, -1));
        if (found.size() != parts) {
            throw new IllegalArgumentException("not so many parts");
        }
        return found;
    }

    private static Instant time(String text) {
        Instant time = Instant.parse(text);
        if (time.isBefore(FIRST) || time.isAfter(LAST)) {
            throw new IllegalArgumentException("a time that no entry has");
        }
        return time;
    }

    private static String id(String text) {
        if (!Asked.possible(text)) {
            throw new IllegalArgumentException("an id that no entry has");
        }
        return text;
    }

    /** Made again it must be the same; else it was made up, cut, or is of the other list. */
    private static <P> P givenOut(P place, String made, String cursor) {
        if (!made.equals(cursor)) {
            throw new IllegalArgumentException("not as it is given out");
        }
        return place;
    }

    private static ProblemException invalid() {
        return Problem.INVALID_CURSOR.because(
                "after is not a cursor of this list. Begin without it, and follow the next link of each answer as it is.");
    }
}
