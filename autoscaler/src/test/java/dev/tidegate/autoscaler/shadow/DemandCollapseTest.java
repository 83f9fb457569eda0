package dev.tidegate.autoscaler.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.capacity.LeadTime;
import dev.tidegate.autoscaler.capacity.Share;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class DemandCollapseTest {
    private static final int DAY = 1_440;
    private static final int TWO_HOURS = 120;

    private final DemandCollapse collapse =
            new DemandCollapse(
                    new ShadowSettings(
                            Duration.ofMinutes(1),
                            new LeadTime(Duration.ofMinutes(5)),
                            Duration.ofSeconds(10),
                            Share.of(0.001),
                            false,
                            List.of(),
                            OptionalDouble.empty()),
                    5);

    private void see(int steps, double demand) {
        for (int i = 0; i < steps; i++) {
            collapse.add(demand);
        }
    }

    @Test
    void aFallAsNeverBeforeIsDoubtedAndWhatWasBeforeItIsRemembered() {
        see(2 * DAY, 20);

        see(3, 0.4);

        assertThat(collapse.isDoubtful()).isTrue();
        assertThat(collapse.before()).isEqualTo(20);
        assertThat(collapse.since()).isEqualTo(3);
    }

    @Test
    void itIsOverWhenTheCallersAreBack() {
        see(2 * DAY, 20);
        see(30, 0.4);

        see(1, 19);

        assertThat(collapse.isDoubtful()).isFalse();
    }

    @Test
    void afterTwoHoursTheyAreBelievedToBeGone() {
        see(2 * DAY, 20);

        see(TWO_HOURS, 0.4);
        boolean untilThen = collapse.isDoubtful();
        see(1, 0.4);

        assertThat(untilThen).isTrue();
        assertThat(collapse.isDoubtful()).isFalse();
    }

    @Test
    void anEveningThatComesSlowlyIsNoCollapse() {
        see(2 * DAY, 20);

        for (double demand = 20; demand > 0.4; demand *= 0.98) {
            see(1, demand);
        }

        assertThat(collapse.isDoubtful()).isFalse();
    }

    @Test
    void aFallThatIsUsualIsBelieved() {
        see(2 * DAY, 20);
        see(TWO_HOURS + 1, 0.4);
        see(DAY, 20); // the same again, a day later

        see(1, 0.4);

        assertThat(collapse.isDoubtful()).isFalse();
    }

    @Test
    void onTheFirstDayNothingIsUnusual() {
        see(DAY / 2, 20);

        see(1, 0.4);

        assertThat(collapse.isDoubtful()).isFalse();
    }

    @Test
    void whatIsRememberedIsTheLargestDemandOfALaunch() {
        see(2 * DAY, 20);
        see(1, 24);
        see(5, 20);

        see(1, 0.4);

        assertThat(collapse.before()).isEqualTo(24);
    }

    @Test
    void oneAWeekIsUsualAndFewerAreNot() {
        see(2 * DAY, 20);
        see(TWO_HOURS + 1, 0.4);
        see(5 * DAY - TWO_HOURS - 1, 20);
        see(1, 0.4);
        boolean onTheSeventhDay = collapse.isDoubtful();
        see(14 * DAY, 20);

        see(1, 0.4);

        assertThat(onTheSeventhDay).isFalse();
        assertThat(collapse.isDoubtful()).isTrue();
    }
}
