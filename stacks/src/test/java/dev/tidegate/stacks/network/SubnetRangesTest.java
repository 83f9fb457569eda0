package dev.tidegate.stacks.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SubnetRangesTest {
    private final SubnetRanges ranges = new SubnetRanges("10.16.0.0/16");

    @Test
    void zonesHaveRangesOfTheirOwn() {
        assertThat(ranges.ofInstances(0)).isEqualTo("10.16.0.0/20");
        assertThat(ranges.ofInstances(5)).isEqualTo("10.16.80.0/20");
        assertThat(ranges.ofBalancers(5)).isEqualTo("10.16.245.0/24");
        assertThat(SubnetRanges.ofBalancers("2600:1f18:abcd:1200::/56", 3))
                .isEqualTo("2600:1f18:abcd:1203::/64");
    }

    @Test
    void addressesThatAwsKeepsAreNotGivenAway() {
        assertThat(ranges.host(1, 10)).isEqualTo("10.16.16.10");
        assertThatThrownBy(() -> ranges.host(0, 3)).hasMessageContaining("3");
    }
}
