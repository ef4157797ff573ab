package io.certconnect.cli.wording;

/** Text of other people's making, fit for a terminal. */
public final class Printable {

    private Printable() {}

    /** The text with control characters replaced: an id must not be able to move the cursor or end the line. */
    public static String of(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        StringBuilder printable = new StringBuilder(text.length());
        text.chars().forEach(unit -> printable.append(Character.isISOControl(unit) ? '\uFFFD' : (char) unit));
        return printable.toString();
    }
}
