package dev.tidegate.autoscaler.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class ProgressBarTest {
    private final StringWriter err = new StringWriter();

    @Test
    void aTerminalShowsTheProgressAndErasesItAtTheEnd() {
        ProgressBar bar = new ProgressBar(new PrintWriter(err), "scoring", true);

        bar.update(50);
        bar.update(50);
        String half = err.toString();
        bar.update(100);

        assertThat(half).isEqualTo("\rscoring [" + "#".repeat(20) + " ".repeat(20) + "]  50 %");
        assertThat(err.toString()).endsWith("100 %\r" + " ".repeat(57) + "\r");
    }

    @Test
    void aPipeSeesNothing() {
        new ProgressBar(new PrintWriter(err), "scoring", false).update(50);

        assertThat(err.toString()).isEmpty();
    }
}
