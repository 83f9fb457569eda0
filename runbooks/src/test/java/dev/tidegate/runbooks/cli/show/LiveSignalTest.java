package dev.tidegate.runbooks.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.run.RunFixture;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class LiveSignalTest {
    private final RunFixture world = new RunFixture();
    private final StringWriter terminal = new StringWriter();
    private final LiveSignal signal = new LiveSignal(world.signals(), new PrintWriter(terminal));

    private String lineAfter(double... values) {
        for (double value : values) {
            world.signal(OptionalDouble.of(value));
            terminal.getBuffer().setLength(0);
            signal.now("busy");
        }
        return terminal.toString();
    }

    @Test
    void everyAnswerIsDrawnOnTheSameLine() {
        String line = lineAfter(0, 0.5, 1);

        assertThat(line).contains("▁▅█ 1.0").endsWith("\r").doesNotContain("\n");
    }

    @Test
    void oldAnswersLeaveTheLine() {
        double[] many = new double[100];
        many[0] = 9;

        assertThat(lineAfter(many)).doesNotContain("█");
    }

    @Test
    void missingAnswerDrawsNothing() {
        world.signal(OptionalDouble.empty());

        signal.now("busy");

        assertThat(terminal.toString()).isEmpty();
    }
}
