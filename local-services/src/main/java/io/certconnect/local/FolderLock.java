package io.certconnect.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Says that a data folder is in use by a live JVM. The system drops the lock when the JVM dies, however it dies, so
 * whoever gets it may take what it finds running there for an orphan.
 */
final class FolderLock implements AutoCloseable {

    /** Closing any channel to a locked file ends the lock of the whole JVM, so a folder of our own is never tried. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private static final Duration SETTLED = Duration.ofMinutes(1);

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    static FolderLock take(Path wanted) {
        try {
            Path folder = Files.createDirectories(wanted).toRealPath();
            if (!HELD.add(folder)) {
                throw inUse(wanted);
            }
            return lock(folder);
        } catch (IOException e) {
            throw new LocalServiceException("Cannot use the data folder " + wanted, e);
        }
    }

    private static FolderLock lock(Path folder) throws IOException {
        @Nullable FileChannel channel = null;
        try {
            channel = FileChannel.open(file(folder), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                throw inUse(folder);
            }
            return new FolderLock(folder, channel);
        } catch (IOException | RuntimeException e) {
            HELD.remove(folder);
            if (channel != null) {
                channel.close();
            }
            throw e;
        }
    }

    private static LocalServiceException inUse(Path folder) {
        return new LocalServiceException(
                "The data folder " + folder + " is in use by another certconnect; stop it or name another folder");
    }

    /** Whether the folder was somebody's whose JVM has died since; not one so new that it may be about to be locked. */
    static boolean isAbandoned(Path wanted) {
        try {
            Path folder = wanted.toRealPath();
            Instant used = Files.getLastModifiedTime(file(folder)).toInstant();
            if (HELD.contains(folder) || used.isAfter(Instant.now().minus(SETTLED))) {
                return false;
            }
            try (var channel = FileChannel.open(file(folder), StandardOpenOption.WRITE)) {
                return channel.tryLock() != null;
            }
        } catch (IOException neverLocked) {
            return false;
        }
    }

    private static Path file(Path folder) {
        return folder.resolve("in-use.lock");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new LocalServiceException("Cannot release the data folder", e);
        } finally {
            HELD.remove(folder);
        }
    }
}
