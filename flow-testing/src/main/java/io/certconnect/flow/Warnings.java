package io.certconnect.flow;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What the workers of this JVM warn about, from when this is opened on. Starting an application afterwards ends it. */
public final class Warnings extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final Logger ours = (Logger) LoggerFactory.getLogger("io.certconnect");

    private Warnings() {}

    public static Warnings open() {
        Warnings warnings = new Warnings();
        warnings.start();
        warnings.ours.addAppender(warnings);
        return warnings;
    }

    public List<String> seen() {
        return List.copyOf(seen);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
            seen.add(event.getFormattedMessage());
        }
    }

    @Override
    public void close() {
        ours.detachAppender(this);
        stop();
    }
}
