package io.certconnect.cli.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** A person's word before something is changed. */
public final class Confirmation {

    private static final Set<String> YES = Set.of("y", "yes");

    private final BooleanSupplier person;
    private final InputStream answers;

    /** @param person whether anybody is there to answer */
    public Confirmation(BooleanSupplier person, InputStream answers) {
        this.person = person;
        this.answers = answers;
    }

    public static Confirmation onTerminal() {
        return new Confirmation(
                () -> Terminal.STANDARD_INPUT.isThere() && Terminal.STANDARD_ERROR.isThere(), System.in);
    }

    public boolean canBeAskedFor() {
        return person.getAsBoolean();
    }

    /** Anything but yes, silence too, is a no. */
    public boolean isGiven(String question, PrintWriter err) throws IOException {
        err.print(question + " [y/N] ");
        err.flush();
        String answer = new BufferedReader(new InputStreamReader(answers, Charset.defaultCharset())).readLine();
        return answer != null && YES.contains(answer.strip().toLowerCase(Locale.ROOT));
    }
}
