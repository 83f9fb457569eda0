package dev.tidegate.autoscaler.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.config.WorkloadSettings;
import dev.tidegate.autoscaler.config.read.LoadOutcome;
import dev.tidegate.autoscaler.config.read.SettingsLoader;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForecastsTest {
    private static final long MEBI = 1024 * 1024;

    private static List<WorkloadSettings> workloads(int count) {
        StringBuilder file = new StringBuilder("workloads:\n");
        for (int i = 0; i < count; i++) {
            file.append(
                    "  - {name: w%d, bounds: {min: 1, max: %d}, fleet: {simulated: {}}}\n"
                            .formatted(i, i + 1));
        }
        return ((LoadOutcome.Loaded) SettingsLoader.load(file.toString())).settings().workloads();
    }

    @Test
    void allWorkloadsAreForecastIfTheHeapAllows() {
        assertThat(Forecasts.fitting(workloads(300), 1024 * MEBI)).hasSize(300);
    }

    @Test
    void theLargestComeFirstIfTheHeapIsTooSmall() {
        assertThat(Forecasts.fitting(workloads(1_000), 256 * MEBI))
                .hasSizeBetween(1, 999)
                .contains("w999")
                .doesNotContain("w0");
    }

    @Test
    void aHeapTooSmallForAnyForecastsNone() {
        assertThat(Forecasts.fitting(workloads(1_000), 64 * MEBI)).isEmpty();
    }
}
