package dev.tidegate.autoscaler.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidegate.runbooks.tier.Tier;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServiceTest {
    private static final Duration SLOT = Duration.ofSeconds(10);

    private final Service service = new Service(10, Duration.ofSeconds(1));

    @Test
    void nobodyIsTurnedAwayWithinCapacity() {
        Service.TurnedAway played = service.simulate(SLOT, 200, 2, Tier.NORMAL);

        assertThat(played.total()).isZero();
        assertThat(service.queued()).isZero();
    }

    @Test
    void callsThatWouldWaitTooLongAreTurnedAwayFromAllClassesAlike() {
        Service.TurnedAway played = service.simulate(SLOT, 300, 2, Tier.NORMAL);

        // 200 are served, 20 may wait a second, 80 of 300 are turned away.
        assertThat(played.total()).isCloseTo(80, within(1e-9));
        assertThat(played.bulk()).isCloseTo(80 * 0.5, within(1e-9));
        assertThat(service.queued()).isCloseTo(20, within(1e-9));
    }

    @Test
    void isolatedClassesAreServedFirst() {
        Service.TurnedAway played = service.simulate(SLOT, 300, 2, Tier.ISOLATE);

        assertThat(played.aboveBulk()).isZero();
        assertThat(played.bulk()).isCloseTo(80, within(1e-9));
    }

    @Test
    void shorterAnswersTurnAwayLess() {
        Service.TurnedAway played = service.simulate(SLOT, 300, 2, Tier.DEGRADE);

        // 267 served, 27 may wait.
        assertThat(played.total()).isCloseTo(300 - 200 / 0.75 - 20 / 0.75, within(1e-9));
    }

    @Test
    void withoutReplicasNothingIsServedAndNothingIsLost() {
        Service.TurnedAway played = service.simulate(SLOT, 50, 0, Tier.NORMAL);

        assertThat(played.total()).isCloseTo(50, within(1e-9));
        assertThat(service.queued()).isZero();
    }
}
