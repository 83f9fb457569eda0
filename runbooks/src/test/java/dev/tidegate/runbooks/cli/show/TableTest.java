package dev.tidegate.runbooks.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A line is read at a glance on a screen, and is whole for a program. */
final class TableTest {
    private static final String LONG = "x".repeat(200);
    private final StringWriter text = new StringWriter();

    private List<String> print(OptionalInt columns) {
        Table table = new Table(columns, "KIND", "WHAT");
        table.row("a", LONG);
        table.print(new PrintWriter(text, true));
        table.row("longer-kind", "then");
        table.print(new PrintWriter(text, true));
        return text.toString().lines().toList();
    }

    @Test
    void aProgramIsGivenAllOfIt() {
        assertThat(print(OptionalInt.empty()))
                .containsExactly("KIND  WHAT", "a     " + LONG, "longer-kind  then");
    }

    @Test
    void aPersonIsGivenWhatFitsOnTheScreen() {
        assertThat(print(OptionalInt.of(40)))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(40))
                .anyMatch(line -> line.endsWith("x..."));
    }

    @Test
    void aScreenTooNarrowForAnythingWrapsInstead() {
        assertThat(print(OptionalInt.of(10))).anyMatch(line -> line.length() == 6 + 24);
    }
}
