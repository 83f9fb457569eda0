package dev.tidegate.autoscaler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedDependenciesTest {
    @ParameterizedTest
    @CsvSource({"1, PT3S", "20, PT1M", "200, PT10M", "10000, PT10M"})
    void theRepeatIntervalGrowsWithTheNumberOfWorkloads(int workloads, Duration expected) {
        assertThat(SharedDependencies.repeatInterval(workloads)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"PT4S, PT2S", "PT15S, PT5S"})
    void aReadingIsNeverOlderThanTheCycleBefore(Duration interval, Duration expected) {
        try (LoopRig rig = new LoopRig()) {
            assertThat(shared(rig, 1, interval).maxReadingAge()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"PT15S, PT2M", "PT1M, PT5M"})
    void cyclesThatComeLateDoNotEndACalm(Duration interval, Duration expected) {
        assertThat(SharedDependencies.maxUnwatched(interval)).isEqualTo(expected);
    }

    @Test
    void allQueuesTogetherFillASixteenthOfTheHeap() {
        try (LoopRig rig = new LoopRig()) {
            long one = shared(rig, 1, Duration.ofSeconds(15)).maxUnwrittenChars();
            long hundred = shared(rig, 100, Duration.ofSeconds(15)).maxUnwrittenChars();

            assertThat(one).isEqualTo(Runtime.getRuntime().maxMemory() / 16);
            assertThat(hundred).isEqualTo(one / 100);
        }
    }

    private static SharedDependencies shared(LoopRig rig, int workloads, Duration interval) {
        return SharedDependencies.of(
                workloads, interval, rig.ledger, rig.troubles, FleetLeadership.alone());
    }
}
