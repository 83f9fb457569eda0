package dev.tidegate.autoscaler.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.cli.Tidegate;
import dev.tidegate.autoscaler.cli.option.Exit;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class OverrideCommandTest {
    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void configure() throws IOException {
        Files.writeString(
                folder.resolve("tidegate.yaml"),
                """
                store: {sqlite: tidegate.db}
                workloads:
                  - {name: chat, bounds: {min: 2, max: 20}, fleet: {simulated: {}}}
                """);
    }

    @Test
    void anOverrideIsWrittenAndShownUntilItIsCleared() {
        assertThat(run("chat", "--floor", "7", "--for", "30m", "--why", "launch")).isZero();
        assertThat(out.toString()).startsWith("floor 7 until ");

        assertThat(run("chat")).isZero();
        assertThat(out.toString())
                .containsPattern("floor 7 until .*Z, by " + System.getProperty("user.name"))
                .contains(": launch");

        assertThat(run("chat", "--clear", "--why", "quiet")).isZero();
        assertThat(out.toString()).contains("no override of chat stands");
    }

    @Test
    void whereNobodyActsOnAnOverrideThatIsSaid() {
        run("chat", "--floor", "7", "--why", "launch");

        assertThat(out.toString())
                .contains("The daemon is not running: nothing heeds this until it does.")
                .contains("chat is in mode advise: its plan heeds this, its fleet is not changed.");
    }

    @Test
    void anUnknownWorkloadIsRefusedWithThoseThatThereAre() {
        assertThat(run("chta", "--freeze", "--why", "x")).isEqualTo(Exit.USAGE.code());
        assertThat(err.toString()).contains("\"chta\"", "chat");
    }

    @Test
    void anOverrideNeedsAReasonAndAnEnd() {
        assertThat(run("chat", "--pin", "3")).isEqualTo(Exit.USAGE.code());
        assertThat(err.toString()).contains("--why");

        assertThat(run("chat", "--pin", "3", "--why", "x", "--for", "30d"))
                .isEqualTo(Exit.USAGE.code());
        assertThat(err.toString()).contains("7d");
    }

    @Test
    void aNumberThatNoFleetHasIsWrongUsage() {
        assertThat(run("chat", "--floor", "-1", "--why", "x")).isEqualTo(Exit.USAGE.code());
        assertThat(err.toString()).contains("--floor", "0 or more", "'-1'");
    }

    @Test
    void askingWhatStandsMakesNoLedger() {
        assertThat(run("chat")).isEqualTo(Exit.BAD_CONFIGURATION.code());
        assertThat(err.toString()).contains("there is no ledger at");
        assertThat(folder).isDirectoryNotContaining("glob:**.db");
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("override"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--config", folder.resolve("tidegate.yaml").toString()));
        out.getBuffer().setLength(0);
        CommandLine line = Tidegate.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(all.toArray(String[]::new));
    }
}
