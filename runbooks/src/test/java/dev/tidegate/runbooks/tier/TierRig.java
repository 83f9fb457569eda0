package dev.tidegate.runbooks.tier;

import dev.tidegate.runbooks.tier.TierRule.Hysteresis;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A machine of three tiers that looks every half minute, the state that it keeps, and the time. */
abstract class TierRig {
    static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    static final Duration TICK = Duration.ofSeconds(30);
    static final Evidence CALM = Evidence.of(0, 0);
    static final Evidence STORM = Evidence.of(1, 1);

    final TierMachine machine = new TierMachine(List.of(rule(0.01), rule(0.1), rule(0.5)));
    TierState state = TierState.normal(START);
    Instant now = START;

    static TierRule rule(double enter) {
        Hysteresis h = new Hysteresis(enter, enter / 2);
        return new TierRule(h, h, Duration.ofMinutes(1), Duration.ofMinutes(10));
    }

    /** The tier after that evidence for so long, its end included. */
    final Tier see(Evidence evidence, Duration time) {
        for (Instant end = now.plus(time); !now.isAfter(end); now = now.plus(TICK)) {
            state = machine.next(state, evidence, now).state();
        }
        return state.tier();
    }
}
