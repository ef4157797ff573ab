package io.certconnect.cli.lines;

import io.certconnect.cli.terminal.CommandFailure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The input as a file that can be read twice: once to check it, once to send it. What cannot be read twice, as standard
 * input or a pipe, is first written to a temporary file that only its owner can read, and that goes on closing.
 */
public final class InputFile implements AutoCloseable {

    private static final String STANDARD_INPUT = "-";
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path path;
    private final boolean temporary;

    private InputFile(Path path, boolean temporary) {
        this.path = path;
        this.temporary = temporary;
    }

    /**
     * @param name a file's, or {@code -} for standard input
     * @throws CommandFailure if there is no such file
     */
    public static InputFile open(String name, InputStream standardInput) throws IOException {
        if (name.equals(STANDARD_INPUT)) {
            return spooled(standardInput);
        }
        Path file = Path.of(name);
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw CommandFailure.badInput("There is no file " + file + " that can be read (--file).");
        }
        if (Files.isRegularFile(file)) {
            return new InputFile(file, false);
        }
        try (InputStream pipe = Files.newInputStream(file)) {
            return spooled(pipe);
        }
    }

    private static InputFile spooled(InputStream input) throws IOException {
        Path file = Files.createTempFile("certconnect-", ".jsonl");
        // For an end that no finally block sees.
        file.toFile().deleteOnExit();
        InputFile spooled = new InputFile(file, true);
        try {
            Files.copy(input, file, StandardCopyOption.REPLACE_EXISTING);
            return spooled;
        } catch (IOException e) {
            spooled.close();
            throw e;
        }
    }

    public Path path() {
        return path;
    }

    public Lines lines(LineFormat format) throws IOException {
        return new Lines(new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES), format);
    }

    @Override
    public void close() throws IOException {
        if (temporary) {
            Files.deleteIfExists(path);
        }
    }
}
