package io.certconnect.cli.setup;

import java.util.Locale;

/** What can be set up by itself, in the order that it is done in. */
enum Part {
    TOPICS,
    SCHEMAS,
    DATABASE;

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
