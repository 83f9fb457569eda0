package dev.tidegate.autoscaler.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
    private static final List<Instant> TWO =
            List.of(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-01T00:01:00Z"));

    @TempDir Path folder;

    @Test
    void pageIsSelfContained() throws IOException {
        Path file = folder.resolve("deep/report.html");

        new Page("A day", "one day")
                .chart(
                        Chart.over("Demand", "requests/s", TWO)
                                .line("demand", LineStyle.ACTUAL, of(1, 2)))
                .write(file);

        assertThat(Files.readString(file))
                .contains("Chart.js v4.5.1")
                .doesNotContain("<script src", "<link");
    }

    @Test
    void aFolderIsNotOverwrittenAndNothingIsLeftBehind() {
        Path taken = folder.resolve("taken");

        assertThatThrownBy(() -> new Page("A day", "x").write(Files.createDirectories(taken)))
                .isInstanceOf(IOException.class)
                .hasMessage(taken + ": is a folder");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void textIsEscaped() throws IOException {
        Path file = folder.resolve("report.html");

        new Page("<b>", "x")
                .chart(
                        Chart.over("c", "u", TWO)
                                .line("</script><img src=x>", LineStyle.ACTUAL, of(1, 2)))
                .write(file);

        assertThat(Files.readString(file))
                .contains("&lt;b&gt;")
                .doesNotContain("<img src=x>", "<b>");
    }

    @Test
    void lineOfAnotherLengthIsRefused() {
        assertThatThrownBy(() -> Chart.over("c", "u", TWO).line("demand", LineStyle.ACTUAL, of(1)))
                .hasMessageContaining("'demand' has 1 values for 2 instants");
    }

    private static double[] of(double... values) {
        return values;
    }
}
