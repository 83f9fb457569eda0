package dev.tidegate.autoscaler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedDependenciesTest {
    @ParameterizedTest
    @CsvSource({"1, PT3S", "20, PT1M", "200, PT10M", "10000, PT10M"})
    void theRepeatIntervalGrowsWithTheNumberOfWorkloads(int workloads, Duration expected) {
        assertThat(SharedDependencies.repeatInterval(workloads)).isEqualTo(expected);
    }
}
