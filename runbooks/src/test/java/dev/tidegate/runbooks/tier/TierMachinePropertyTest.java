package dev.tidegate.runbooks.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of every history of evidence. */
final class TierMachinePropertyTest extends TierRig {
    @Property(tries = 300)
    void calmAlwaysLeadsBackToNormal(@ForAll("histories") List<Evidence> history) {
        TierState s = TierState.normal(START);
        Instant t = START;
        for (Evidence e : history) {
            s = machine.next(s, e, t).state();
            t = t.plus(TICK);
        }
        Instant end =
                t.plus(Duration.ofMinutes(3 * 80 + 2)); // three tiers, eight times ten minutes

        for (; t.isBefore(end); t = t.plus(TICK)) {
            s = machine.next(s, CALM, t).state();
        }

        assertThat(s.tier()).isEqualTo(Tier.NORMAL);
    }

    @Property(tries = 300)
    void oneObservationMovesOneTierAtTheMost(@ForAll("histories") List<Evidence> history) {
        TierState s = TierState.normal(START);
        Instant t = START;
        for (Evidence e : history) {
            TierStep step = machine.next(s, e, t);
            assertThat(Math.abs(step.state().tier().level() - s.tier().level()))
                    .isLessThanOrEqualTo(1);
            s = step.state();
            t = t.plus(TICK);
        }
    }

    @Provide
    Arbitrary<List<Evidence>> histories() {
        Arbitrary<OptionalDouble> share =
                Arbitraries.doubles().between(0, 1).map(OptionalDouble::of);
        Arbitrary<OptionalDouble> sometimes =
                Arbitraries.oneOf(share, Arbitraries.just(OptionalDouble.empty()));
        Arbitrary<Evidence> any = Combinators.combine(sometimes, sometimes).as(Evidence::new);
        return Arbitraries.oneOf(any, any, Arbitraries.of(CALM, STORM)).list().ofMaxSize(400);
    }
}
