package dev.tidegate.autoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class TrailingRegretTest {
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
        TrailingRegret trailingRegret = new TrailingRegret(DAY);
        add(trailingRegret, 5, 50, DAY);
        add(trailingRegret, 5, 5, 10 * DAY);

        assertThat(trailingRegret.regret().orElseThrow()).isCloseTo(1, within(0.001));
    }

    @Test
    void nothingIsSaidAboutTheFirstHourNorAboutNoDemand() {
        TrailingRegret fresh = new TrailingRegret(DAY);
        add(fresh, 5, 5, DAY / 24 - 1);
        TrailingRegret idle = new TrailingRegret(DAY);
        add(idle, 0, 2, DAY);

        assertThat(fresh.regret()).isEmpty();
        assertThat(idle.regret()).isEmpty();
    }

    private static double regret(double demand, int total) {
        TrailingRegret trailingRegret = new TrailingRegret(DAY);
        add(trailingRegret, demand, total, DAY);
        return trailingRegret.regret().orElseThrow();
    }

    private static void add(TrailingRegret trailingRegret, double demand, int total, int steps) {
        for (int i = 0; i < steps; i++) {
            trailingRegret.add(demand, total, 3);
        }
    }
}
