package io.certconnect.cli.terminal;

/** What the program's exit codes mean; the help says the same. */
public final class ExitCode {

    public static final int OK = 0;
    /** The answer is no: not found, rejected, not everything sent, not as many as asked for, not the same, too far behind. */
    public static final int NEGATIVE = 1;
    /** Wrong options, or input that breaks the contract. */
    public static final int BAD_INPUT = 2;
    /** A service cannot be reached, refuses us, is not set up, or gave no decision in time. */
    public static final int UNREACHABLE = 3;
    /** The program itself failed. */
    public static final int BROKEN = 4;

    private ExitCode() {}
}
