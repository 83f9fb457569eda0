package dev.tidegate.autoscaler.shadow.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidegate.autoscaler.capacity.DisruptionCounts;
import dev.tidegate.autoscaler.capacity.Disruptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossesTest {
    private static final double[] HEADROOMS = {1, 1.5};
    private static final int THIRD = 6; // 32.5 % of a fleet

    private final Disruptions disruptions = new Disruptions();
    private final Losses losses = new Losses(disruptions, 0.6, 5, 20_160);
    private final float[] into = new float[HEADROOMS.length];

    /** A third of the fleet is lost a hundredth of the time, observed for a year. */
    private void loseAThird() {
        List<Double> lost = new ArrayList<>(Collections.nCopies(Disruptions.BUCKETS, 0.0));
        double year = Duration.ofDays(365).toSeconds();
        lost.set(THIRD, year / 100);
        disruptions.resume(new DisruptionCounts(year, lost), Duration.ZERO);
    }

    @Test
    void nothingIsChargedWhereNothingWasLost() {
        losses.add(new float[] {10}, 9);
        into[0] = 7;

        losses.expected(HEADROOMS, 1_000, into);

        assertThat(losses.hasLosses()).isFalse();
        assertThat(into).containsOnly(0);
    }

    @Test
    void aPolicyIsChargedForWhatIsShortWhileAPartIsLostAsOftenAsItIs() {
        loseAThird();
        for (int i = 0; i < 100; i++) {
            losses.add(new float[] {10}, 9);
        }

        losses.expected(HEADROOMS, 1_000, into);

        // of ten replicas 6.75 are left, and a tenth of them may wait in each of six steps: 9 - 7.4
        assertThat(into[0] / (1_000 * 0.01)).isCloseTo(1.58, within(0.35)); // bins are 7 % wide
        assertThat(into[1]).as("half as many more are enough").isZero();
    }

    @Test
    void oneLossIsEvidenceForEveryDemandAfterIt() {
        loseAThird();
        losses.add(new float[] {10}, 4); // at night
        losses.expected(HEADROOMS, 1_000, into);
        assertThat(into[0]).isZero();

        losses.add(new float[] {10}, 10);

        losses.expected(HEADROOMS, 1_000, into);
        assertThat(into[0]).isPositive();
    }
}
