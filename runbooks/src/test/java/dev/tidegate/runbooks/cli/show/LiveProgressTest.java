package dev.tidegate.runbooks.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class LiveProgressTest {
    @Test
    void howFarItCameIsDrawnOverAndWipedAtTheEnd() {
        var terminal = new StringWriter();
        var progress = new LiveProgress(7_000, new PrintWriter(terminal));

        progress.accept(5_000);
        progress.accept(7_000);

        assertThat(terminal.toString()).isEqualTo("  5,000 of 7,000 entries\u001b[K\r\u001b[K");
    }
}
