package io.certconnect.cli.merge;

import io.certconnect.cli.lines.InputFile;
import io.certconnect.cli.lines.Line;
import io.certconnect.cli.lines.LineFormat;
import io.certconnect.cli.lines.Lines;
import io.certconnect.cli.terminal.CommandFailure;
import io.certconnect.v1.MergeRequested;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A whole file of merge requests, in memory: each line may have to wait for any other.
 *
 * @param bad lines that cannot be sent, all of them
 */
record Batch(List<Entry> entries, List<Line.Bad> bad) {

    private static final int MOST_LINES = 100_000;

    /** @param line the line's number in the file */
    record Entry(long line, MergeRequested request) {

        UUID id() {
            return request.getRequestId();
        }

        Set<String> profiles() {
            return Set.of(request.getSurvivorId(), request.getAbsorbedId());
        }
    }

    /** @throws CommandFailure if there are too many lines to hold */
    static Batch read(InputFile file, LineFormat format) throws IOException {
        List<Entry> entries = new ArrayList<>();
        List<Line.Bad> bad = new ArrayList<>();
        Map<UUID, Long> seen = new HashMap<>();
        try (Lines lines = file.lines(format)) {
            for (Line line = lines.next(); line != null; line = lines.next()) {
                if (entries.size() + bad.size() == MOST_LINES) {
                    throw CommandFailure.badInput(String.format(
                            Locale.ROOT,
                            "There are more than %,d lines. Split the file. Nothing was sent.",
                            MOST_LINES));
                }
                switch (line) {
                    case Line.Good good -> add(good, seen, entries, bad);
                    case Line.Bad worse -> bad.add(worse);
                }
            }
        }
        return new Batch(entries, bad);
    }

    /** One request is decided once: a line that says again what one before it says would do nothing. */
    private static void add(Line.Good good, Map<UUID, Long> seen, List<Entry> entries, List<Line.Bad> bad) {
        if (!(good.message().value() instanceof MergeRequested request)) {
            throw new IllegalStateException("A line of merge requests is none");
        }
        Long before = seen.putIfAbsent(request.getRequestId(), good.number());
        if (before == null) {
            entries.add(new Entry(good.number(), request));
            return;
        }
        bad.add(new Line.Bad(
                good.number(),
                "is the same request as line " + before + "; if it is meant, give it another reason or a requestId"));
    }
}
