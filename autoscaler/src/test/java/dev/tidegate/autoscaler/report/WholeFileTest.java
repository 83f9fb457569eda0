package dev.tidegate.autoscaler.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WholeFileTest {
    @TempDir private Path folder;

    @Test
    void theEarlierResultStaysUntilTheNewOneIsWhole() throws IOException {
        Path file = Files.writeString(folder.resolve("f.csv"), "earlier");

        String seen =
                WholeFile.write(
                        file,
                        unfinished -> {
                            Files.writeString(unfinished, "half");
                            String meanwhile = Files.readString(file);
                            Files.writeString(unfinished, "half, whole");
                            return meanwhile;
                        });

        assertThat(seen).isEqualTo("earlier");
        assertThat(file).hasContent("half, whole");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void whatFailsHalfwayLeavesTheFileAsItWas() throws IOException {
        Path file = folder.resolve("f.csv");
        WholeFile.Content<String> failing =
                unfinished -> {
                    Files.writeString(unfinished, "half");
                    throw new IOException("no plot");
                };

        assertThatThrownBy(() -> WholeFile.write(file, failing)).hasMessage("no plot");
        assertThat(folder).isEmptyDirectory();

        Files.writeString(file, "earlier");
        assertThatThrownBy(() -> WholeFile.write(file, failing)).hasMessage("no plot");
        assertThat(file).hasContent("earlier");
    }

    @Test
    void aLinkStaysOneAndADeviceIsWrittenAsItIs() throws IOException {
        Path file = Files.writeString(folder.resolve("f.csv"), "earlier");
        Path link = Files.createSymbolicLink(folder.resolve("newest.csv"), file);

        WholeFile.write(link, to -> Files.writeString(to, "new"));
        WholeFile.write(Path.of("/dev/null"), to -> Files.writeString(to, "new"));

        assertThat(link).isSymbolicLink().hasContent("new");
        assertThat(file).hasContent("new");
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }
}
