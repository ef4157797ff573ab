package io.certconnect.cli.send;

/** A line is not what can be sent. The message says in human words why, and never repeats the value. */
final class BadLineException extends Exception {

    private static final long serialVersionUID = 1;

    BadLineException(String message) {
        super(message);
    }
}
