package dev.tidegate.autoscaler.replay;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.autoscaler.plan.Decision;
import dev.tidegate.autoscaler.plan.Planner;
import dev.tidegate.autoscaler.plan.PlannerSettings;
import dev.tidegate.autoscaler.situation.FleetView;
import dev.tidegate.autoscaler.situation.Observation;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.autoscaler.situation.Situation;
import dev.tidegate.forecaster.series.Series;
import dev.tidegate.runbooks.tier.Evidence;
import dev.tidegate.runbooks.tier.TierMachine;
import dev.tidegate.runbooks.tier.TierState;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Runs the daemon's planner line by line: an answer depends on the lines so far and nothing else. Not thread-safe. */
public final class LineDecider {
    private static final JsonMapper JSON = new JsonMapper();

    private final Planner planner;
    private final TierMachine tiers;
    private TierState tier = TierState.normal(Instant.EPOCH);
    private OptionalInt floor = OptionalInt.empty();
    private Instant last = Instant.MIN;

    public LineDecider(PlannerSettings settings) {
        planner = new Planner(settings);
        tiers = TierMachine.forObjective(settings.objective().busy().fraction());
    }

    /** Feeds the past, in counts per step. */
    public void backfill(Series counts) {
        double seconds = counts.step().toMillis() / 1000.0;
        planner.backfill(counts.map((count, slot) -> count / seconds));
        last = counts.end().minus(counts.step());
    }

    /** Returns the decision for one line, as JSON. */
    public String answer(String text) throws BadLineException {
        DecideLine line = DecideLine.parse(text);
        if (!line.time().isAfter(last)) {
            throw new BadLineException(
                    "time: expected one after " + last + ", found " + line.time());
        }
        last = line.time();
        Situation situation = situation(line);
        Decision decision = planner.decide(situation);
        floor = OptionalInt.of(decision.plan().floor().count());
        tier = tiers.next(tier, evidence(situation, decision), line.time()).state();
        return json(decision).toString();
    }

    private Situation situation(DecideLine line) {
        int total = line.ready() + line.starting();
        int currentFloor = floor.orElse(total);
        Observation demand =
                line.demand().isPresent()
                        ? Observation.of(line.demand().getAsDouble())
                        : new Observation.Missing(Reason.DEMAND_MISSING);
        return new Situation(
                line.time(),
                demand,
                new FleetView(line.time(), currentFloor, total, line.starting(), line.ready()),
                OptionalDouble.empty(),
                line.queued(),
                line.turnedAway(),
                List.of());
    }

    private static Evidence evidence(Situation situation, Decision decision) {
        if (situation.demand().value().isEmpty()) {
            return Evidence.missing();
        }
        return Evidence.of(
                situation.turnedAwayShare().orElse(0), decision.outOfReach(situation).orElse(0));
    }

    private ObjectNode json(Decision decision) {
        ObjectNode out = JSON.createObjectNode();
        out.put("time", decision.at().toString());
        out.put("desired", decision.plan().floor().count());
        out.put("tier", tier.tier().level());
        var reasons = out.putArray("reasons");
        decision.plan().reasons().forEach(reason -> reasons.add(reason.code()));
        out.put("policy", decision.explanation().policy());
        out.put("policies", decision.explanation().policies());
        out.put("reactive", decision.explanation().reactive().count());
        return out;
    }
}
