package dev.tidegate.autoscaler.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class UnprecedentedRiseTest {
    private static final int DAY = 1_440;
    private static final int LAG = 4;

    private final UnprecedentedRise rise = new UnprecedentedRise(LAG, 0.001, DAY);

    private double calm(int steps) {
        Random random = new Random(7);
        double called = 0;
        for (int i = 0; i < steps; i++) {
            called = rise.add(10 + 0.2 * random.nextGaussian());
        }
        return called;
    }

    @Test
    void aRiseAsNeverBeforeIsFollowedOverALaunch() {
        calm(3 * DAY);

        rise.add(10);
        double called = rise.add(12);

        assertThat(called).as("12, and 2 a step for five steps").isEqualTo(22);
    }

    @Test
    void noMoreThanThriceTheDemandIsCalledFor() {
        calm(3 * DAY);

        assertThat(rise.add(40)).isEqualTo(120);
    }

    @Test
    void whatIsCalledForLastsALeadTime() {
        calm(3 * DAY);
        rise.add(10);
        double called = rise.add(12);

        for (int i = 0; i < LAG; i++) {
            assertThat(rise.add(12)).isEqualTo(called);
        }

        assertThat(rise.add(12)).isZero();
    }

    @Test
    void riseThatIsNotRareIsNone() {
        for (int i = 0; i < 3 * DAY; i++) {
            rise.add(i % 60 == 0 ? 15 : 10);
        }

        assertThat(rise.add(15)).isZero();
    }

    @Test
    void riseOverAGapHasNoPace() {
        calm(3 * DAY);

        rise.addMissing();

        assertThat(rise.add(20)).as("the demand itself").isEqualTo(20);
    }

    @Test
    void theFirstDayHoldsNoSurprise() {
        calm(DAY / 2);

        assertThat(rise.add(40)).isZero();
    }

    @Test
    void moreDemandNeverCallsForLess() {
        double before = 0;
        for (double demand = 8; demand < 60; demand += 0.5) {
            UnprecedentedRise one = new UnprecedentedRise(LAG, 0.001, DAY);
            Random random = new Random(7);
            for (int i = 0; i < 3 * DAY; i++) {
                one.add(10 + 0.2 * random.nextGaussian());
            }

            double called = one.add(demand);

            assertThat(called).isGreaterThanOrEqualTo(before);
            before = called;
        }
        assertThat(before).isPositive();
    }

    @Test
    void aRiseSeenOnceInDaysIsStillRare() {
        calm(3 * DAY);
        rise.add(40);
        calm(DAY);

        assertThat(rise.add(40)).isEqualTo(120);
    }

    @Test
    void demandOfALaunchAgoIsNoRise() {
        calm(3 * DAY);
        rise.add(15);
        for (int i = 0; i < LAG; i++) {
            rise.add(10);
        }

        assertThat(rise.of(15)).isZero();
    }

    @Test
    void whatIsCalledForLastsOverAGap() {
        calm(3 * DAY);
        rise.add(10);
        double called = rise.add(12);

        assertThat(rise.addMissing()).isEqualTo(called);
    }
}
