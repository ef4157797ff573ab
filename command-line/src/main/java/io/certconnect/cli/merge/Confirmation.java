package io.certconnect.cli.merge;

import io.certconnect.cli.terminal.Terminal;
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
final class Confirmation {

    private static final Set<String> YES = Set.of("y", "yes");

    private final BooleanSupplier person;
    private final InputStream answers;

    /** @param person whether anybody is there to answer */
    Confirmation(BooleanSupplier person, InputStream answers) {
        this.person = person;
        this.answers = answers;
    }

    static Confirmation onTerminal() {
        return new Confirmation(
                () -> Terminal.STANDARD_INPUT.isThere() && Terminal.STANDARD_ERROR.isThere(), System.in);
    }

    boolean canBeAskedFor() {
        return person.getAsBoolean();
    }

    /** Anything but yes, silence too, is a no. */
    boolean isGiven(String question, PrintWriter err) throws IOException {
        err.print(question + " [y/N] ");
        err.flush();
        String answer = new BufferedReader(new InputStreamReader(answers, Charset.defaultCharset())).readLine();
        return answer != null && YES.contains(answer.strip().toLowerCase(Locale.ROOT));
    }
}
