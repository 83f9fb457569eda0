package dev.tidegate.runbooks.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A program is given a row a line; a person all of it, too, within the screen. */
final class TableTest {
    private static final String LONG =
            "floor 2 -> 12; need-rises, override-floor; ready 3, starting 0";
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
    void aProgramIsGivenEachRowInALine() {
        assertThat(print(OptionalInt.empty()))
                .containsExactly("KIND  WHAT", "a     " + LONG, "longer-kind  then");
    }

    @Test
    void aPersonReadsAllOfItWithinTheScreen() {
        assertThat(print(OptionalInt.of(50)))
                .containsExactly(
                        "KIND  WHAT",
                        "a     floor 2 -> 12; need-rises, override-floor;",
                        "      ready 3, starting 0",
                        "longer-kind  then");
    }

    @Test
    void whatHasNoRoomBesideTheOthersStandsBelowThem() {
        assertThat(print(OptionalInt.of(36)))
                .startsWith(
                        "KIND",
                        "    WHAT",
                        "a",
                        "    floor 2 -> 12; need-rises,",
                        "    override-floor; ready 3,",
                        "    starting 0");
    }

    @Test
    void whatHasNoSpaceIsLeftWhole() {
        String name = "aws-autoscaling:region=us-east-1,group=a-long-name";

        assertThat(Screen.wrap("    at " + name + " now", OptionalInt.of(30), 4))
                .containsExactly("    at", "    " + name, "    now");
        assertThat(Screen.wrap("    " + name, OptionalInt.of(30), 4))
                .containsExactly("    " + name);
    }
}
