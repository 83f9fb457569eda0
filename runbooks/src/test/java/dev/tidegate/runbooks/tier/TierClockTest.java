package dev.tidegate.runbooks.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is kept of time: since when a tier is called for or calm, by a clock that is set and while nobody watches. */
final class TierClockTest extends TierRig {
    @Test
    void aClockThatWasADayAheadLeavesNoCalmThatNeverEnds() {
        Instant ahead = START.plus(Duration.ofDays(1));
        state = TierState.reached(Tier.NORMAL, ahead, Optional.of(ahead), 0);

        assertThat(see(Evidence.of(0.02, 0), Duration.ofMinutes(1))).isEqualTo(Tier.ISOLATE);
        assertThat(see(CALM, Duration.ofMinutes(81))).isEqualTo(Tier.NORMAL);
    }

    @Test
    void whatHasDweltSinceATimeThatIsYetToComeDwellsFromNowOn() {
        see(Evidence.of(0.02, 0), Duration.ofSeconds(30));
        now = START.minus(Duration.ofDays(1));

        assertThat(see(Evidence.of(0.02, 0), Duration.ofMinutes(1))).isEqualTo(Tier.ISOLATE);

        see(CALM, Duration.ofMinutes(5));
        now = now.minus(Duration.ofDays(1));

        assertThat(see(CALM, Duration.ofMinutes(10))).isEqualTo(Tier.NORMAL);
    }

    @Test
    void whoOnlyWatchesMovesNothingAndKnowsSinceWhen() {
        TierState pressed = machine.watch(machine.watch(state, STORM, now), STORM, now.plus(TICK));
        TierState unknown =
                machine.watch(pressed, Evidence.missing(), now.plus(Duration.ofHours(1)));
        see(STORM, Duration.ofMinutes(1));
        TierState calm = machine.watch(state, CALM, now);

        assertThat(unknown.tier()).isEqualTo(Tier.NORMAL);
        assertThat(unknown.pressingSince()).hasValue(START);
        assertThat(machine.watch(calm, CALM, now.plus(Duration.ofHours(1)))).isEqualTo(calm);
        assertThat(calm.calmSince()).hasValue(now);
        assertThat(machine.watch(calm, Evidence.missing(), now).calmSince()).isEmpty();
    }

    @Test
    void timeThatNobodyWatchedIsNoCalm() {
        see(Evidence.of(0.02, 0), Duration.ofMinutes(1));
        see(CALM, Duration.ofMinutes(5));

        state = state.unwatched();

        assertThat(see(CALM, Duration.ofSeconds(570))).isEqualTo(Tier.ISOLATE);
        assertThat(see(CALM, Duration.ofSeconds(0))).isEqualTo(Tier.NORMAL);
    }

    @Test
    void aClockSetForwardMakesNothingOlder() {
        Duration ahead = Duration.ofHours(2);
        state = machine.watch(state, STORM, now).setAhead(ahead);
        now = now.plus(ahead).plus(TICK);
        assertThat(see(Evidence.of(0.02, 0), Duration.ZERO)).isEqualTo(Tier.NORMAL);
        assertThat(see(Evidence.of(0.02, 0), Duration.ZERO)).isEqualTo(Tier.ISOLATE);
        see(CALM, Duration.ofMinutes(10));
        assertThat(state.tier()).isEqualTo(Tier.NORMAL);

        state = state.setAhead(ahead);
        now = now.plus(ahead);

        see(Evidence.of(0.02, 0), Duration.ofMinutes(1));
        assertThat(state.relapses()).isEqualTo(1);
    }
}
