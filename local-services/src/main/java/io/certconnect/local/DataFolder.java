package io.certconnect.local;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Where one service keeps its files: a folder that stays, or a temporary one that goes when it is closed. */
final class DataFolder implements AutoCloseable {

    private final Path path;
    private final boolean temporary;
    private final FolderLock lock;

    private DataFolder(Path path, boolean temporary) {
        this.lock = FolderLock.take(path);
        this.path = real(path);
        this.temporary = temporary;
    }

    /**
     * @param kept the folder to use and keep, made if missing; null for a temporary one
     * @throws LocalServiceException if another JVM, or another service of this one, uses the folder
     */
    static DataFolder open(@Nullable Path kept, String service) {
        if (kept != null) {
            return new DataFolder(kept, false);
        }
        String prefix = "certconnect-" + service + "-";
        try {
            Path created = Files.createTempDirectory(prefix);
            sweep(created.resolveSibling(""), prefix);
            return new DataFolder(created, true);
        } catch (IOException e) {
            throw new LocalServiceException("Cannot make a temporary folder", e);
        }
    }

    /** Nobody comes back to the temporary folder of a killed JVM, so whoever passes by ends what still runs on it. */
    private static void sweep(Path parent, String prefix) throws IOException {
        try (var abandoned = Files.newDirectoryStream(parent, prefix + "*")) {
            for (Path folder : abandoned) {
                if (FolderLock.isAbandoned(folder)) {
                    Processes.killThoseOn(folder);
                    delete(folder);
                }
            }
        }
    }

    /** Orphans are known by the path in their command line, so it has to read the same every time. */
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new LocalServiceException("Cannot use the data folder " + path, e);
        }
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    @Override
    public void close() {
        lock.close();
        if (temporary) {
            delete(path);
        }
    }

    /** Deletes a folder and all in it; what vanishes meanwhile is none of our business. */
    static void delete(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                    if (e instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw e;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                    Files.deleteIfExists(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new LocalServiceException("Cannot delete " + folder, e);
        }
    }
}
