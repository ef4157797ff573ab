package io.certconnect.cli.wording;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Writes what is told to people: lines, and fields with a label before each value. */
public final class Fields {

    private final PrintWriter out;

    public Fields(PrintWriter out) {
        this.out = out;
    }

    public void field(String name, String value) {
        field(name, List.of(value));
    }

    /** @param values one line each; the label stands before the first */
    public void field(String name, List<String> values) {
        String label = name;
        for (String value : values) {
            line(String.format(Locale.ROOT, "  %-14s  %s", label, value));
            label = "";
        }
    }

    public void line(String text) {
        out.println(Printable.of(text));
    }

    public void flush() {
        out.flush();
    }
}
