package dev.tidegate.autoscaler.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class ProgressBarTest {
    private final StringWriter err = new StringWriter();

    @Test
    void aPersonSeesHowFarItIsAndALineWipedAtTheEnd() {
        ProgressBar bar = new ProgressBar(new PrintWriter(err), "scoring", true);

        bar.at(50);
        bar.at(50);
        String half = err.toString();
        bar.at(100);

        assertThat(half).isEqualTo("\rscoring [" + "#".repeat(20) + " ".repeat(20) + "]  50 %");
        assertThat(err.toString()).endsWith("100 %\r" + " ".repeat(57) + "\r");
    }

    @Test
    void aPipeSeesNothing() {
        new ProgressBar(new PrintWriter(err), "scoring", false).at(50);

        assertThat(err.toString()).isEmpty();
    }
}
