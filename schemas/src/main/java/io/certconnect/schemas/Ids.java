package io.certconnect.schemas;

/** What every id is, of whatever it is one (contract, Records): opaque, not blank, of at most 128 characters. */
public final class Ids {

    /** In characters, which are code points here as in PostgreSQL, Python and Go: others may send what Java counts as 256. */
    public static final int LONGEST = 128;

    private Ids() {}

    /** Whether a text can be an id. Blank is what {@link String#isBlank()} says, the empty text included. */
    public static boolean isValid(String text) {
        return !text.isBlank() && (text.length() <= LONGEST || text.codePointCount(0, text.length()) <= LONGEST);
    }
}
