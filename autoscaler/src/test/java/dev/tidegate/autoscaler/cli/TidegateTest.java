package dev.tidegate.autoscaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.cli.option.Exit;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class TidegateTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void withoutACommandTheHelpIsShown() {
        assertThat(run()).isEqualTo(Exit.DONE.code());
        assertThat(out.toString()).contains("Usage: tidegate").contains("completion");
    }

    @Test
    void anUnknownCommandIsWrongUsage() {
        assertThat(run("demonn")).isEqualTo(Exit.USAGE.code());
        assertThat(err.toString()).contains("demonn");
    }

    @Test
    void completionForBashKnowsTheCommands() {
        assertThat(run("completion", "bash")).isEqualTo(Exit.DONE.code());
        assertThat(out.toString()).contains("complete -F").contains("completion");
    }

    @Test
    void theVersionNamesTheProgramAndItsJava() {
        assertThat(run("--version")).isEqualTo(Exit.DONE.code());
        assertThat(out.toString()).contains("tidegate").contains("Java " + Runtime.version());
    }

    private int run(String... arguments) {
        CommandLine line = Tidegate.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
