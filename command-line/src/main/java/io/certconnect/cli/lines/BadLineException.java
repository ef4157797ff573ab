package io.certconnect.cli.lines;

/** A line is not what can be sent. The message says in human words why, and never repeats the value. */
public final class BadLineException extends Exception {

    private static final long serialVersionUID = 1;

    public BadLineException(String message) {
        super(message);
    }
}
