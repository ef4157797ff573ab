package io.certconnect.cli.terminal;

import java.io.PrintWriter;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says what went wrong in a line or two; where in the program it did is shown only on request. */
public final class FailureReporting implements IExecutionExceptionHandler {

    private final BooleanSupplier verbose;

    public FailureReporting(BooleanSupplier verbose) {
        this.verbose = verbose;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult arguments) {
        PrintWriter err = command.getErr();
        int exitCode = ExitCode.BROKEN;
        if (failure instanceof CommandFailure expected) {
            exitCode = expected.exitCode();
            err.println(expected.getMessage());
        } else {
            err.println("The program failed (" + failure + "). --verbose shows where.");
        }
        if (verbose.getAsBoolean()) {
            failure.printStackTrace(err);
        }
        err.flush();
        return exitCode;
    }
}
