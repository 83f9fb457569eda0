package dev.tidegate.runbooks.rig;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds programs on the path, in Debian's other folders, and in the cache that install-servers
 * fills.
 */
final class Programs {
    private static final Path DEBIAN_POSTGRES = Path.of("/usr/lib/postgresql");

    private Programs() {}

    static Optional<Path> find(String name) {
        return places().stream()
                .map(place -> place.resolve(name))
                .filter(Programs::runs)
                .findFirst();
    }

    static boolean runs(Path program) {
        return Files.isRegularFile(program) && Files.isExecutable(program);
    }

    private static List<Path> places() {
        List<Path> places = new ArrayList<>();
        environment("PATH").stream()
                .flatMap(path -> Stream.of(path.split(File.pathSeparator)))
                .filter(place -> !place.isEmpty())
                .map(Path::of)
                .forEach(places::add);
        places.add(
                Path.of("/usr/sbin")); // daemons live there, and a plain user's path may leave it
        // out
        places.add(Path.of("/usr/local/sbin"));
        places.addAll(postgresVersions());
        places.add(cache().resolve("bin"));
        places.add(cache());
        return places;
    }

    /** Newest first. */
    private static List<Path> postgresVersions() {
        if (!Files.isDirectory(DEBIAN_POSTGRES)) {
            return List.of();
        }
        List<Path> versions = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(DEBIAN_POSTGRES)) {
            found.forEach(version -> versions.add(version.resolve("bin")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + DEBIAN_POSTGRES, e);
        }
        versions.sort(Comparator.reverseOrder());
        return versions;
    }

    private static Path cache() {
        return environment("TIDEGATE_CACHE")
                .map(Path::of)
                .orElseGet(
                        () ->
                                environment("XDG_CACHE_HOME")
                                        .map(Path::of)
                                        .orElseGet(
                                                () ->
                                                        Path.of(
                                                                System.getProperty("user.home"),
                                                                ".cache"))
                                        .resolve("tidegate"));
    }

    private static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }
}
