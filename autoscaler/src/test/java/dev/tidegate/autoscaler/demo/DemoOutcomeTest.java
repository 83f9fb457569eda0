package dev.tidegate.autoscaler.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

final class DemoOutcomeTest {
    @Test
    void jsonUsesTheUsualNames() throws Exception {
        var row = new DemoOutcome.Row("static", 0.01, 0.02, 1008, 3024);

        assertThat(new ObjectMapper().writeValueAsString(row))
                .isEqualTo(
                        "{\"policy\":\"static\",\"busy\":0.01,\"busy_above_bulk\":0.02,"
                                + "\"gpu_hours\":1008.0,\"dollars\":3024.0}");
    }
}
