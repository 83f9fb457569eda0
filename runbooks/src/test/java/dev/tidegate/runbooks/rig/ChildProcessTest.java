package dev.tidegate.runbooks.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ChildProcessTest {
    @Test
    void failureToStartShowsTheLog() {
        Path folder = Scratch.folder("failing");
        List<String> command = List.of("sh", "-c", "echo no such port; exit 3");

        ChildProcess process =
                ChildProcess.start(command, Map.of(), folder, folder.resolve("log.txt"));

        assertThatThrownBy(() -> process.awaitReady(Duration.ofSeconds(30), () -> false))
                .hasMessageContaining("ended with 3")
                .hasMessageContaining("no such port");
    }

    @Test
    void deletedFolderIsGoneWithAllInIt() {
        Path folder = Scratch.folder("short-lived");
        Scratch.write(folder.resolve("file"), "text");

        Scratch.delete(folder);

        assertThat(folder).doesNotExist();
    }
}
