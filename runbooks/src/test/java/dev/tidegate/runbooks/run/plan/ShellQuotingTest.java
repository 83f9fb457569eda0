package dev.tidegate.runbooks.run.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ShellQuotingTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "floor=12",
                "",
                "it's",
                "a b",
                "$HOME",
                "`id`",
                "a;b|c&d",
                "*",
                "~",
                "\"",
                "\\",
                "!x",
                "line\nbreak",
                "#",
                "'; rm -rf / #"
            })
    void aShellReadsOneWordAsItWas(String text) throws IOException, InterruptedException {
        Process shell =
                new ProcessBuilder("sh", "-c", "printf '%s.' " + ShellQuoting.word(text)).start();

        byte[] said = shell.getInputStream().readAllBytes();
        assertThat(shell.waitFor()).isZero();
        assertThat(new String(said, StandardCharsets.UTF_8)).isEqualTo(text + ".");
    }

    @Test
    void whatNeedsNoQuotesHasNone() {
        var parameters = new TreeMap<>(Map.of("fleet", "aws:group=a,region=b", "why", "a b"));

        assertThat(ShellQuoting.runbook("plan", "raise", parameters))
                .isEqualTo(
                        "tidegate runbook plan raise -p fleet=aws:group=a,region=b -p 'why=a b'");
    }
}
