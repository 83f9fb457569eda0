package dev.tidegate.autoscaler.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void numbersAreRightAlignedAndTextLeftAligned() {
        Table table =
                Table.of("who", "cost", "why")
                        .row("us", "7", "it rose")
                        .row("them", "none", "a step of 2")
                        .row("nobody", "-12.5 %", "");

        assertThat(table.text())
                .isEqualTo(
                        """
                        who        cost  why
                        us            7  it rose
                        them       none  a step of 2
                        nobody  -12.5 %
                        """);
    }
}
