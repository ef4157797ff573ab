package io.certconnect.cli.send;

import io.certconnect.cli.lines.Line;
import io.certconnect.cli.lines.LineFormat;
import io.certconnect.cli.lines.Lines;
import io.certconnect.cli.lines.Message;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What becomes of text when it is read as lines of a format. */
final class ReadLines {

    private ReadLines() {}

    static List<Line> all(LineFormat format, String text) throws IOException {
        return all(format, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    static List<Line> all(LineFormat format, InputStream input) throws IOException {
        List<Line> all = new ArrayList<>();
        try (Lines lines = new Lines(input, format)) {
            for (Line line = lines.next(); line != null; line = lines.next()) {
                all.add(line);
            }
        }
        return all;
    }

    /** The message of a line that is good. */
    static Message message(LineFormat format, String line) throws IOException {
        return ((Line.Good) all(format, line).getFirst()).message();
    }

    /** What is wrong with a line that is bad. */
    static String why(LineFormat format, String line) throws IOException {
        return ((Line.Bad) all(format, line).getFirst()).why();
    }
}
