package dev.tidegate.autoscaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.loop.LoggedLines;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Which loggers write to standard error. */
final class LoggingTest {

    @Test
    void theConnectionPoolDoesNotLogALostDatabase() {
        assertThat(LoggerFactory.getLogger("com.zaxxer.hikari.pool.HikariPool").isWarnEnabled())
                .isFalse();
        assertThat(LoggerFactory.getLogger("software.amazon.awssdk").isWarnEnabled()).isTrue();
    }

    @Test
    void wordsOfOthersForgeNoLineAndNothingThatATerminalObeys() {
        String strange =
                "late\u001b[2J\u009b31m\r\n2026-01-01T00:00:00.000Z WARN  forged\u202E\u2028";
        var error = new IllegalStateException(strange, new IOException(strange));

        String said =
                LoggedLines.during(
                        () -> LoggerFactory.getLogger("dev.tidegate.X").warn("{}", strange, error));

        assertThat(said)
                .contains("X late [2J 31m 2026", "IllegalState", "IOException")
                .endsWith("\n");
        assertThat(said.strip()).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
    }
}
