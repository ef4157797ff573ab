package io.certconnect.cli.lines;

/** A line of the input that is not blank. */
public sealed interface Line {

    /** Counted from 1, blank lines included, as editors count. */
    long number();

    /** A line that can be sent. */
    record Good(long number, Message message) implements Line {}

    /** A line that cannot. */
    record Bad(long number, String why) implements Line {}
}
