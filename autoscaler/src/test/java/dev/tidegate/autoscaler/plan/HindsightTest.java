package dev.tidegate.autoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class HindsightTest {
    private static final int DAY = 1_440;

    @Test
    void aFleetThatIsExactlyWhatWasNeededRegretsNothing() {
        assertThat(regret(5, 5)).isCloseTo(1, within(1e-9));
    }

    @Test
    void aFifthTooManyIsARegretOfAFifth() {
        assertThat(regret(5, 6)).isCloseTo(1.2, within(1e-9));
    }

    @Test
    void yesterdayIsForgottenInTime() {
        Hindsight hindsight = new Hindsight(DAY);
        add(hindsight, 5, 50, DAY);
        add(hindsight, 5, 5, 10 * DAY);

        assertThat(hindsight.regret().orElseThrow()).isCloseTo(1, within(0.001));
    }

    @Test
    void nothingIsSaidAboutTheFirstHourNorAboutNoDemand() {
        Hindsight fresh = new Hindsight(DAY);
        add(fresh, 5, 5, DAY / 24 - 1);
        Hindsight idle = new Hindsight(DAY);
        add(idle, 0, 2, DAY);

        assertThat(fresh.regret()).isEmpty();
        assertThat(idle.regret()).isEmpty();
    }

    private static double regret(double demand, int total) {
        Hindsight hindsight = new Hindsight(DAY);
        add(hindsight, demand, total, DAY);
        return hindsight.regret().orElseThrow();
    }

    private static void add(Hindsight hindsight, double demand, int total, int steps) {
        for (int i = 0; i < steps; i++) {
            hindsight.add(demand, total, 3);
        }
    }
}
