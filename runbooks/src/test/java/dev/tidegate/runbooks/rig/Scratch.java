package dev.tidegate.runbooks.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Temporary folders with short paths (a unix socket's must not exceed 108 characters), gone at the latest with the JVM. */
public final class Scratch {
    private static final Set<Path> FOLDERS = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> FOLDERS.forEach(Scratch::deleteQuietly), "rig-sweeper"));
    }

    private Scratch() {}

    public static Path folder(String name) {
        try {
            Path folder = Files.createTempDirectory("tidegate-" + name + "-");
            FOLDERS.add(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create a temporary folder", e);
        }
    }

    static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    public static void delete(Path folder) {
        deleteQuietly(folder);
        FOLDERS.remove(folder);
    }

    /** A server that is just ending may still create files: what cannot be deleted is left to the system's sweep. */
    private static void deleteQuietly(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            folder.toFile().deleteOnExit();
        }
    }
}
