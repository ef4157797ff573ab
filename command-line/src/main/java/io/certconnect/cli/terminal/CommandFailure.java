package io.certconnect.cli.terminal;

import org.jspecify.annotations.Nullable;

/** Ends a command with an exit code and a message that says what is wrong and what to do; shown without a stack trace. */
public final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int exitCode;

    private CommandFailure(int exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    public static CommandFailure badInput(String message) {
        return new CommandFailure(ExitCode.BAD_INPUT, message, null);
    }

    public static CommandFailure unreachable(String message, @Nullable Throwable cause) {
        return new CommandFailure(ExitCode.UNREACHABLE, message, cause);
    }

    /** Of {@link ExitCode}. */
    public int exitCode() {
        return exitCode;
    }
}
