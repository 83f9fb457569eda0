package dev.tidegate.autoscaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The class-data archive that the launcher creates after a build. A JVM that crashes over it goes unnoticed, and every start is
 * slower.
 */
final class ArchivedStartIT {
    private static final Path TARGET = Path.of("target").toAbsolutePath();

    @TempDir private Path folder;

    @Test
    void theClassDataArchiveIsCreated() throws Exception {
        Path archive = folder.resolve("launcher.jsa");
        Path books = Path.of("..", "runbooks", "books").toAbsolutePath();

        Process making =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:ArchiveClassesAtExit=" + archive,
                                "-XX:ErrorFile=" + folder.resolve("error.log"),
                                "-cp",
                                packaged(),
                                Tidegate.class.getName(),
                                "runbook",
                                "lint",
                                "--store",
                                "none",
                                "--books",
                                books.toString())
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("told").toFile())
                        .start();

        assertThat(making.waitFor()).as(() -> read(folder.resolve("told"))).isZero();
        assertThat(archive).isNotEmptyFile();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String packaged() throws IOException {
        try (Stream<Path> libraries = Files.list(TARGET.resolve("lib"))) {
            List<Path> all =
                    Stream.concat(
                                    Stream.of(TARGET.resolve("autoscaler-0.1.0-SNAPSHOT.jar")),
                                    libraries.sorted())
                            .toList();
            return all.stream().map(Path::toString).collect(Collectors.joining(":"));
        }
    }
}
