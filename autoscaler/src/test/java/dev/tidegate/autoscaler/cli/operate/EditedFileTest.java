package dev.tidegate.autoscaler.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.cli.option.ConfigurationOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EditedFileTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00.5Z");
    private static final String TEXT =
            """
            store: {sqlite: tidegate.db}
            workloads:
              - name: chat
                demand: {query: demand, step: 60s}
                capacity: {per_replica: 100}
                bounds: {min: 2, max: 20}
                fleet: {simulated: {}}
            """;

    @TempDir private Path folder;
    private Path file;
    private EditedFile edited;
    private int edits;

    @BeforeEach
    void start() throws IOException {
        file = folder.resolve("tidegate.yaml");
        write(TEXT);
        edited = new EditedFile(file, ConfigurationOption.load(file), START);
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(START.plusSeconds(edits++)));
    }

    @Test
    void anUnchangedFileIsNotReported() throws IOException {
        assertThat(edited.get()).isEmpty();

        write("# of the chat\n" + TEXT);

        assertThat(edited.get()).isEmpty();
    }

    @Test
    void anEditIsReportedUntilItIsReverted() throws IOException {
        write(TEXT.replace("max: 20", "max: 60"));

        assertThat(edited.get())
                .containsExactly(
                        file
                                + ": was edited after it was read at 2026-03-01T12:00:00Z; the daemon keeps to what it read until"
                                + " it is restarted");

        write(TEXT);

        assertThat(edited.get()).isEmpty();
    }

    @Test
    void anInvalidEditIsReported() throws IOException {
        write(TEXT.replace("max: 20", "max: twenty").replace("min: 2", "min: -2"));

        assertThat(edited.get())
                .singleElement()
                .asString()
                .startsWith(
                        file
                                + ": no daemon could start with this file now (line 6: workloads[0].bounds.")
                .contains(", and 1 more); this one keeps to what it read at 2026-03-01T12:00:00Z");

        Files.delete(file);

        assertThat(edited.get()).singleElement().asString().contains("no such file");
    }
}
