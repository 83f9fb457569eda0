package dev.tidegate.stacks.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.stacks.settings.GpuFamily;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GpuQuotaTest {
    @Test
    void processorsFollowFromTheSize() {
        assertThat(GpuQuota.vcpus("g6.xlarge")).isEqualTo(4);
        assertThat(GpuQuota.vcpus("g6.48xlarge")).isEqualTo(192);
        assertThat(GpuQuota.vcpus("p4d.24xlarge")).isEqualTo(96);
    }

    @Test
    void everyTypeOfEveryFamilyHasAKnownSize() {
        assertThat(
                        Arrays.stream(GpuFamily.values())
                                .flatMap(family -> family.gpusByType().keySet().stream())
                                .map(GpuQuota::vcpus))
                .allMatch(processors -> processors % 4 == 0);
    }
}
