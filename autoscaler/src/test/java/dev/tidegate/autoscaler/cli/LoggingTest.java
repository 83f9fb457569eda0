package dev.tidegate.autoscaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Who may speak on standard error. */
final class LoggingTest {

    @Test
    void aPoolThatLostItsDatabaseLeavesTheTellingToWhoeverNeedsIt() {
        assertThat(LoggerFactory.getLogger("com.zaxxer.hikari.pool.HikariPool").isWarnEnabled())
                .isFalse();
        assertThat(LoggerFactory.getLogger("software.amazon.awssdk").isWarnEnabled()).isTrue();
    }
}
