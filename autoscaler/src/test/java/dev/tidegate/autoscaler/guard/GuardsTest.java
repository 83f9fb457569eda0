package dev.tidegate.autoscaler.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.capacity.Share;
import dev.tidegate.autoscaler.situation.Bounds;
import dev.tidegate.autoscaler.situation.FloorOverride;
import dev.tidegate.autoscaler.situation.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Named cases for every guard, from a current floor of 10. */
class GuardsTest {
    private static final Instant LATER = Instant.parse("2026-03-01T13:00:00Z");
    private static final GuardContext CALM =
            new GuardContext(
                    Replicas.of(10),
                    Optional.empty(),
                    List.of(),
                    false,
                    false,
                    true,
                    Replicas.of(10),
                    Replicas.NONE,
                    true,
                    Optional.empty());

    record Case(String name, Guard guard, GuardContext now, int asked, int left, String reasons) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case of(
            String name, Guard guard, GuardContext now, int asked, int left, Reason... reasons) {
        return new Case(name, guard, now, asked, left, List.of(reasons).toString());
    }

    private static GuardContext doubting(Reason why) {
        return with(Optional.of(why), List.of(), false, false, 10, 0, true, Optional.empty());
    }

    private static GuardContext told(FloorOverride... overrides) {
        return with(
                Optional.empty(), List.of(overrides), false, false, 10, 0, true, Optional.empty());
    }

    private static GuardContext launching(boolean overdue, boolean ineffective) {
        return with(
                Optional.empty(), List.of(), overdue, ineffective, 10, 0, true, Optional.empty());
    }

    private static GuardContext recent(int peakFloor, int peakNeed, boolean drained) {
        return with(
                Optional.empty(),
                List.of(),
                false,
                false,
                peakFloor,
                peakNeed,
                drained,
                Optional.empty());
    }

    /** A context in which earlier removals are not known. */
    private static GuardContext unwitnessed() {
        return new GuardContext(
                Replicas.of(10),
                Optional.empty(),
                List.of(),
                false,
                false,
                false,
                Replicas.of(10),
                Replicas.NONE,
                true,
                Optional.empty());
    }

    private static GuardContext affording(int most) {
        return with(
                Optional.empty(),
                List.of(),
                false,
                false,
                10,
                0,
                true,
                Optional.of(Replicas.of(most)));
    }

    private static GuardContext with(
            Optional<Reason> demandProblem,
            List<FloorOverride> overrides,
            boolean overdue,
            boolean ineffective,
            int peakFloor,
            int peakNeed,
            boolean drained,
            Optional<Replicas> affordable) {
        return new GuardContext(
                Replicas.of(10),
                demandProblem,
                overrides,
                overdue,
                ineffective,
                true,
                Replicas.of(peakFloor),
                Replicas.of(peakNeed),
                drained,
                affordable);
    }

    static Stream<Case> cases() {
        Guard data = new DataGuard();
        Guard override = new OverrideGuard();
        Guard bounds = new BoundsGuard(Bounds.of(2, 20));
        Guard inFlight = new InFlightGuard();
        Guard rate = new RateGuard(OptionalInt.of(5));
        Guard peak = new PeakGuard();
        Guard blast = new BlastRadiusGuard(Share.of(0.2));
        Guard drain = new DrainGuard();
        Guard budget = new BudgetGuard(Replicas.of(2));
        FloorOverride pin = new FloorOverride.Pin(Replicas.of(7), LATER);
        FloorOverride least = new FloorOverride.Floor(Replicas.of(12), LATER);
        FloorOverride most = new FloorOverride.Ceiling(Replicas.of(11), LATER);
        FloorOverride freeze = new FloorOverride.Freeze(LATER);
        Reason missing = Reason.DEMAND_MISSING;
        return Stream.of(
                of("known demand may give back", data, CALM, 4, 4),
                of("missing demand never gives back", data, doubting(missing), 4, 10, missing),
                of("missing demand may still add", data, doubting(missing), 14, 14, missing),
                of("no override, no change", override, CALM, 4, 4),
                of("a pin is exact", override, told(pin), 14, 7, Reason.OVERRIDE_PIN),
                of("a floor lifts", override, told(least), 4, 12, Reason.OVERRIDE_FLOOR),
                of("a floor leaves more alone", override, told(least), 14, 14),
                of("a ceiling caps", override, told(most), 14, 11, Reason.OVERRIDE_CEILING),
                of("a freeze holds", override, told(freeze), 4, 10, Reason.OVERRIDE_FREEZE),
                of(
                        "a freeze beats a pin",
                        override,
                        told(pin, freeze),
                        4,
                        10,
                        Reason.OVERRIDE_FREEZE),
                of("a freeze shows", override, told(freeze), 10, 10, Reason.OVERRIDE_FREEZE),
                of("a pin shows", override, told(pin), 7, 7, Reason.OVERRIDE_PIN),
                of("a pin beats limits", override, told(least, pin), 4, 7, Reason.OVERRIDE_PIN),
                of(
                        "a ceiling beats a floor",
                        override,
                        told(most, least),
                        4,
                        11,
                        Reason.OVERRIDE_FLOOR,
                        Reason.OVERRIDE_CEILING),
                of("the least", bounds, CALM, 0, 2, Reason.AT_MINIMUM),
                of("the most", bounds, CALM, 21, 20, Reason.AT_MAXIMUM),
                of("within bounds", bounds, CALM, 20, 20),
                of("launches on time", inFlight, CALM, 14, 14),
                of(
                        "overdue launches",
                        inFlight,
                        launching(true, false),
                        14,
                        10,
                        Reason.CHANGE_IN_FLIGHT),
                of("overdue launches may be taken back", inFlight, launching(true, false), 8, 8),
                of("in vain", inFlight, launching(false, true), 14, 10, Reason.INEFFECTIVE),
                of("a part at a time", rate, CALM, 30, 15, Reason.RATE_LIMITED),
                of("a small step", rate, CALM, 15, 15),
                of("no limit", new RateGuard(OptionalInt.empty()), CALM, 30, 30),
                of("a recent peak", peak, recent(10, 9, true), 4, 9, Reason.SCALE_IN_WINDOW),
                of(
                        "a peak above what stands",
                        peak,
                        recent(10, 15, true),
                        4,
                        10,
                        Reason.SCALE_IN_WINDOW),
                of("a peak never adds", peak, recent(10, 15, true), 12, 12),
                of("a fifth may go", blast, CALM, 4, 8, Reason.BLAST_RADIUS),
                of(
                        "a fifth of the window's peak",
                        blast,
                        recent(12, 0, true),
                        4,
                        10,
                        Reason.BLAST_RADIUS),
                of(
                        "none may go while nobody knows how many went",
                        blast,
                        unwitnessed(),
                        4,
                        10,
                        Reason.WINDOW_UNKNOWN),
                of("growth waits for no window", blast, unwitnessed(), 40, 40),
                of("growth has no blast radius", blast, CALM, 40, 40),
                of("drained", drain, CALM, 4, 4),
                of("draining", drain, recent(10, 0, false), 4, 10, Reason.DRAINING),
                of("draining may add", drain, recent(10, 0, false), 14, 14),
                of("within the budget", budget, affording(14), 14, 14),
                of("beyond the budget", budget, affording(12), 14, 12, Reason.BUDGET),
                of("the least is beyond no budget", budget, affording(0), 14, 2, Reason.BUDGET));
    }

    /** All of them, in their order: from 2 to 20, a fifth within a window, five at once. */
    static Stream<Case> together() {
        Guard all =
                new Guards(
                                Bounds.of(2, 20),
                                new GuardSettings(
                                        Share.of(0.2),
                                        Duration.ofMinutes(5),
                                        Duration.ZERO,
                                        Duration.ZERO,
                                        OptionalInt.of(5),
                                        OptionalDouble.empty()))
                        ::narrow;
        FloorOverride pin = new FloorOverride.Pin(Replicas.of(3), LATER);
        FloorOverride beyond = new FloorOverride.Pin(Replicas.of(30), LATER);
        FloorOverride least = new FloorOverride.Floor(Replicas.of(19), LATER);
        Reason missing = Reason.DEMAND_MISSING;
        return Stream.of(
                of("nothing to say", all, CALM, 11, 11),
                of(
                        "a budget takes away no faster than the blast radius lets go",
                        all,
                        affording(0),
                        11,
                        8,
                        Reason.BUDGET,
                        Reason.BLAST_RADIUS),
                of(
                        "a budget takes nothing away that missing demand holds",
                        all,
                        with(
                                Optional.of(missing),
                                List.of(),
                                false,
                                false,
                                10,
                                0,
                                true,
                                Optional.of(Replicas.NONE)),
                        4,
                        10,
                        missing,
                        Reason.BUDGET),
                of(
                        "a pin waits for no window",
                        all,
                        told(pin),
                        12,
                        3,
                        Reason.OVERRIDE_PIN,
                        Reason.BLAST_RADIUS),
                of(
                        "a pin stays within bounds",
                        all,
                        told(beyond),
                        12,
                        20,
                        Reason.OVERRIDE_PIN,
                        Reason.AT_MAXIMUM,
                        Reason.RATE_LIMITED),
                of(
                        "an operator's floor is set at once",
                        all,
                        told(least),
                        4,
                        19,
                        Reason.OVERRIDE_FLOOR,
                        Reason.RATE_LIMITED));
    }

    @ParameterizedTest
    @MethodSource({"cases", "together"})
    void narrows(Case given) {
        Proposal asked = new Proposal(Replicas.of(given.asked()), List.of());

        Proposal left = given.guard().narrow(asked, given.now());

        assertThat(left.floor()).isEqualTo(Replicas.of(given.left()));
        assertThat(left.reasons()).hasToString(given.reasons());
    }
}
