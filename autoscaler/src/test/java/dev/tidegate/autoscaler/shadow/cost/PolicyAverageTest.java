package dev.tidegate.autoscaler.shadow.cost;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PolicyAverageTest {
    private static final double CLOSE = 0.1;

    private final PolicyAverage average = new PolicyAverage();

    private short wanted(double[] costs, short... wants) {
        average.weightByCost(costs, CLOSE);
        return PolicyAverage.wanted(costs, wants);
    }

    @Test
    void theCheapestAloneDecidesWhereNobodyIsNear() {
        assertThat(wanted(new double[] {100, 151, 200}, (short) 4, (short) 9, (short) 1))
                .isEqualTo((short) 4);
        assertThat(average.count()).isEqualTo(1);
        assertThat(average.best()).isZero();
        assertThat(average.lowestCost()).isEqualTo(100);
    }

    /** A cost a tenth higher at a tolerance of a tenth weighs 1/e: (10 + 20 / e) / (1 + 1 / e) = 12.7. */
    @Test
    void whoIsNearHasASayByHowNear() {
        assertThat(wanted(new double[] {110, 100}, (short) 20, (short) 10)).isEqualTo((short) 13);
        assertThat(average.count()).isEqualTo(2);
        assertThat(average.best()).isEqualTo(1);
    }

    @Test
    void thoseWhoCostNothingHaveOneSayEach() {
        assertThat(wanted(new double[] {0, 0, 1}, (short) 2, (short) 4, (short) 9))
                .isEqualTo((short) 3);
    }

    @Test
    void aReplicaIsTheLeast() {
        assertThat(wanted(new double[] {1}, (short) 0)).isEqualTo((short) 1);
    }
}
