package io.certconnect.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine;

/** The program, run as from a shell but in this JVM. */
public final class Program {

    public record Result(int exitCode, String out, String err) {

        public List<String> lines() {
            return out.lines().toList();
        }
    }

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    public static Result run(String... arguments) {
        return new Program().execute(arguments);
    }

    /** With options that every such run needs, put at the end. */
    public static Result run(List<String> options, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(options);
        return run(all.toArray(String[]::new));
    }

    /** For runs that do not end by themselves at once; {@link #out} and {@link #err} tell how far it is. */
    public CompletableFuture<Result> start(String... arguments) {
        return CompletableFuture.supplyAsync(() -> execute(arguments));
    }

    public String out() {
        return out.toString();
    }

    public String err() {
        return err.toString();
    }

    private Result execute(String... arguments) {
        CommandLine commandLine = CertconnectCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        int exitCode = commandLine.execute(arguments);
        return new Result(exitCode, out.toString(), err.toString());
    }
}
