package io.certconnect.cli.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a person sits at one of the program's standard streams; where that cannot be told, at any of them. */
public enum Terminal {
    STANDARD_INPUT(0),
    STANDARD_OUTPUT(1),
    STANDARD_ERROR(2);

    private final Path descriptor;

    Terminal(int descriptor) {
        this.descriptor = Path.of("/proc/self/fd/" + descriptor);
    }

    public boolean isThere() {
        if (!Files.isSymbolicLink(descriptor)) {
            return System.console() != null;
        }
        try {
            Path target = Files.readSymbolicLink(descriptor);
            return target.startsWith("/dev/pts") || target.toString().startsWith("/dev/tty");
        } catch (IOException e) {
            return false;
        }
    }
}
