package dev.tidegate.autoscaler.replay;

import dev.tidegate.autoscaler.capacity.Throughput;
import dev.tidegate.autoscaler.plan.Decision;
import dev.tidegate.autoscaler.plan.Planner;
import dev.tidegate.autoscaler.plan.PlannerSettings;
import dev.tidegate.autoscaler.situation.FleetView;
import dev.tidegate.autoscaler.situation.Observation;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.autoscaler.situation.Situation;
import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntConsumer;

/** Replays a trace through today's planner: its first slots as history, the rest step by step. */
public final class Replay {
    private static final Duration MIN_STEP = Duration.ofSeconds(1);

    private final PlannerSettings settings;
    private final Throughput throughput;
    private final Series counts;
    private final double seconds;
    private final int lag;

    /**
     * @param throughput of a replica, in the trace's unit a second
     * @param counts     demand, in counts per step
     */
    public Replay(PlannerSettings settings, Throughput throughput, Series counts) {
        if (counts.step().compareTo(MIN_STEP) < 0) {
            throw new IllegalArgumentException(
                    "a trace that is played needs steps of a second at least, found "
                            + counts.step());
        }
        this.settings = settings;
        this.throughput = throughput;
        this.counts = counts;
        seconds = counts.step().toMillis() / 1000.0;
        lag = settings.lead().steps(counts.step());
    }

    /**
     * Replays from slot {@code start}, which has at least one slot before it.
     *
     * @param progress called with the percentage done
     */
    public ReplayOutcome run(int start, IntConsumer progress) {
        if (start < 1 || start >= counts.size()) {
            throw new IllegalArgumentException(
                    "start must be from 1 to " + (counts.size() - 1) + ", was " + start);
        }
        Planner planner = new Planner(settings).withPolicyScores();
        for (int i = 0; i < start; i++) {
            planner.observe(counts.timeAt(i), rate(i));
            progress.accept(percent(i, counts.size()));
        }
        double[] demand = demand();
        ReplayFleet fleet =
                new ReplayFleet(
                        (int) Math.max(1, Math.ceil(demand[start - 1])),
                        settings.objective().longestWait().toMillis() / 1000.0 / seconds);
        List<ReplayStep> steps = new ArrayList<>(counts.size() - start);
        int floor = fleet.ready();
        double turnedAway = 0;
        for (int i = start; i < counts.size(); i++) {
            Decision decision = planner.decide(situation(i, fleet, floor, turnedAway));
            floor = decision.plan().floor().count();
            fleet.advance(floor, lag, demand[i]);
            turnedAway = fleet.turnedAway() * throughput.unitsPerSecond();
            steps.add(
                    new ReplayStep(
                            counts.timeAt(i),
                            demand[i],
                            floor,
                            fleet.ready(),
                            fleet.total(),
                            fleet.turnedAway(),
                            decision.explanation().policy(),
                            decision.plan().reasons().stream().map(Reason::code).toList()));
            progress.accept(percent(i + 1, counts.size()));
        }
        int last = counts.size() - 1; // the shadow fleets have yet to serve it
        planner.observe(counts.timeAt(last), rate(last));
        return new ReplayOutcome(
                counts.step(),
                lag,
                settings.objective(),
                throughput,
                steps,
                planner.policyScores());
    }

    /** Percentage done, of more slots than an integer holds a hundred times. */
    static int percent(int done, int all) {
        return (int) (100L * done / all);
    }

    private Situation situation(int slot, ReplayFleet fleet, int floor, double turnedAway) {
        Instant now = counts.timeAt(slot);
        OptionalDouble rate = rate(slot - 1);
        return new Situation(
                now,
                rate.isPresent()
                        ? new Observation.Seen(rate.getAsDouble())
                        : new Observation.Missing(Reason.DEMAND_MISSING),
                new FleetView(now, floor, fleet.total(), fleet.starting(), fleet.ready()),
                OptionalDouble.empty(),
                OptionalDouble.of(fleet.waiting() * throughput.unitsPerSecond() * seconds),
                OptionalDouble.of(turnedAway),
                List.of());
    }

    private OptionalDouble rate(int slot) {
        return isKnown(slot)
                ? OptionalDouble.of(counts.value(slot) / seconds)
                : OptionalDouble.empty();
    }

    /** Whether a slot has a demand; a negative count is none. */
    private boolean isKnown(int slot) {
        return counts.isKnown(slot) && counts.value(slot) >= 0;
    }

    /** Demand in replicas; gaps are interpolated linearly, which the planner does not see. */
    private double[] demand() {
        double[] demand = new double[counts.size()];
        int last = -1;
        for (int i = 0; i < demand.length; i++) {
            if (!isKnown(i)) {
                continue;
            }
            demand[i] = counts.value(i) / seconds / throughput.unitsPerSecond();
            for (int j = last + 1; j < i; j++) {
                double fraction = last < 0 ? 1 : (double) (j - last) / (i - last);
                demand[j] =
                        last < 0 ? demand[i] : demand[last] + fraction * (demand[i] - demand[last]);
            }
            last = i;
        }
        for (int j = last + 1; j < demand.length && last >= 0; j++) {
            demand[j] = demand[last];
        }
        return demand;
    }
}
