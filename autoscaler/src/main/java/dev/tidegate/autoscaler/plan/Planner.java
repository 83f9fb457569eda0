package dev.tidegate.autoscaler.plan;

import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.capacity.Throughput;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One workload's planner: a function of its settings and of what it was shown so far. Not thread-safe; no clock.
 */
public final class Planner {

    private final PlannerSettings settings;
    private final ArrayDeque<Double> recent = new ArrayDeque<>();
    private Instant next = Instant.MIN; // start of the first slot not yet observed

    public Planner(PlannerSettings settings) {
        this.settings = settings;
    }

    /** Shows one finished slot of the past; slots come in order, gaps are missing slots. */
    public void observe(Instant slotStart, OptionalDouble rate) {
        if (slotStart.isBefore(next)) {
            throw new IllegalArgumentException("slot " + slotStart + " was already observed");
        }
        next = slotStart.plus(settings.step());
        rate.ifPresent(recent::addLast);
        while (recent.size() > Math.max(1, 900_000 / settings.step().toMillis())) {
            recent.removeFirst();
        }
    }

    /** Takes in the step just finished, if it is new, and decides. */
    public Decision decide(Situation situation) {
        var slot = lastFinishedSlot(situation.now());
        if (!slot.isBefore(next)) {
            observe(slot, situation.demand().value());
        }
        var standing = Replicas.of(situation.fleet().floor());
        Optional<Throughput> throughput = settings.perReplica();
        if (throughput.isEmpty()) {
            return decided(situation, standing, standing, Reason.THROUGHPUT_UNKNOWN);
        }
        if (situation.fleet() instanceof FleetReading.Unseen unseen) {
            return decided(situation, standing, standing, unseen.why());
        }
        var peak = recent.stream().mapToDouble(Double::doubleValue).max();
        var need =
                settings.bounds()
                        .clamp(
                                peak.isPresent()
                                        ? throughput.get().replicasFor(peak.getAsDouble())
                                        : standing);
        if (situation.demand() instanceof Observation.Missing missing) {
            return decided(situation, need, need.max(standing), missing.why());
        }
        var order = need.compareTo(standing);
        var reason =
                order > 0
                        ? Reason.NEED_RISES
                        : order < 0 ? Reason.NEED_FALLS : Reason.NEED_UNCHANGED;
        return decided(situation, need, need, reason);
    }

    private Instant lastFinishedSlot(Instant now) {
        var step = settings.step().toMillis();
        var anchor =
                next.equals(Instant.MIN) ? 0 : next.toEpochMilli(); // the grid that history came on
        var steps = Math.floorDiv(now.toEpochMilli() - anchor, step);
        return Instant.ofEpochMilli(anchor + (steps - 1) * step);
    }

    private static Decision decided(
            Situation situation, Replicas need, Replicas to, Reason reason) {
        var from = Replicas.of(situation.fleet().floor());
        return new Decision(
                situation.now(),
                CapacityPlan.between(from, to, List.of(reason), Reach.MET),
                new Explanation("reactive", need, need));
    }
}
