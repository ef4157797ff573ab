package io.certconnect.cli.send;

import io.certconnect.cli.lines.InputFile;
import io.certconnect.cli.lines.Line;
import io.certconnect.cli.lines.LineFormat;
import io.certconnect.cli.lines.Lines;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What reading the whole input once found out.
 *
 * @param listed the first bad lines, up to a limit
 */
record Check(long good, long bad, List<Line.Bad> listed) {

    static Check of(InputFile file, LineFormat format, int limit) throws IOException {
        long good = 0;
        long bad = 0;
        List<Line.Bad> listed = new ArrayList<>();
        try (Lines lines = file.lines(format)) {
            for (Line line = lines.next(); line != null; line = lines.next()) {
                switch (line) {
                    case Line.Good ignored -> good++;
                    case Line.Bad worse -> {
                        bad++;
                        if (listed.size() < limit) {
                            listed.add(worse);
                        }
                    }
                }
            }
        }
        return new Check(good, bad, listed);
    }

    void report(PrintWriter err) {
        for (Line.Bad line : listed) {
            err.println("line " + line.number() + ": " + line.why());
        }
        if (bad > listed.size()) {
            err.println("… and " + (bad - listed.size()) + " more bad lines (--max-errors)");
        }
    }
}
