package dev.tidegate.stacks.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FlowLogsTest {

    @Test
    void logsAreKeptForNoLessThanTheSettingsSay() {
        assertThat(FlowLogs.retentionDays(Duration.ofDays(14))).isEqualTo(14);
        assertThat(FlowLogs.retentionDays(Duration.ofHours(36))).isEqualTo(3);
        assertThat(FlowLogs.retentionDays(Duration.ofDays(61))).isEqualTo(90);
        assertThat(FlowLogs.retentionDays(Duration.ofDays(365))).isEqualTo(365);
    }
}
