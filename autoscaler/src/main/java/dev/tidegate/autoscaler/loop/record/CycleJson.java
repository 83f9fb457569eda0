package dev.tidegate.autoscaler.loop.record;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.tidegate.autoscaler.demand.Slot;
import dev.tidegate.autoscaler.guard.window.WindowMemory;
import dev.tidegate.autoscaler.plan.CapacityPlan;
import dev.tidegate.autoscaler.plan.Feasibility;
import dev.tidegate.autoscaler.plan.PlannerHandover;
import dev.tidegate.autoscaler.situation.FleetReading;
import dev.tidegate.autoscaler.situation.FleetView;
import dev.tidegate.autoscaler.situation.Observation;
import dev.tidegate.autoscaler.situation.Situation;
import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes cycles and planner starts as JSON for the ledger. {@link CycleRecord} reads them. */
public final class CycleJson {
    static final JsonMapper RECORDS =
            JsonMapper.builder()
                    .addModule(new Jdk8Module())
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                    .build();

    /**
     * @param slots those of the cycle and of cycles left out since the entry before
     * @param looked the newest fleet reading among the latter
     */
    public static ObjectNode write(Cycle cycle, List<Slot> slots, Optional<FleetView> looked) {
        Situation situation = cycle.situation();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("mode", cycle.mode().name().toLowerCase(Locale.ROOT));
        ArrayNode slotNodes = json.putArray("slots");
        for (Slot slot : slots) {
            slotNodes.add(observation(slot.observation()).put("start", slot.start().toString()));
        }
        json.set("demand", observation(situation.demand()));
        looked.ifPresent(view -> json.set("looked", fleet(view)));
        json.set("fleet", fleet(situation.fleet()));
        situation.latest().ifPresent(rate -> json.put("latest", rate));
        situation.queued().ifPresent(queued -> json.put("queued", queued));
        situation.turnedAway().ifPresent(away -> json.put("turned_away", away));
        cycle.latencyP99().ifPresent(seconds -> json.put("latency_p99", seconds));
        if (!cycle.overrides().isEmpty()) {
            ArrayNode overrides = json.putArray("overrides");
            cycle.overrides().forEach(override -> overrides.add(OverrideRecord.json(override)));
        }
        if (!situation.setAhead().isZero()) {
            json.put("set_ahead", situation.setAhead().toString());
        }
        json.set("plan", plan(cycle.situation().fleet().floor(), cycle.decision().plan()));
        json.set("explanation", RECORDS.valueToTree(cycle.decision().explanation()));
        json.put("tier", cycle.tier().level());
        cycle.standing().ifPresent(why -> json.set(CycleRecord.TIER_STATE, why.json(cycle.at())));
        return json;
    }

    /**
     * @param learned what the planner started with
     * @param windows what its guards started with
     * @param forecasting whether forecasts are among its signals
     */
    public static ObjectNode started(
            Duration step,
            Duration history,
            Optional<PlannerHandover> learned,
            WindowMemory windows,
            boolean forecasting) {
        return plannerStart(learned, windows, forecasting)
                .put("step", step.toString())
                .put("history", history.toString());
    }

    /** Windows that a planner's guards continue with. */
    public static ObjectNode recalled(WindowMemory windows) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        WindowRecord.write(json, windows);
        return json;
    }

    /** What a planner has learned of its fleet. */
    public static ObjectNode learned(Optional<PlannerHandover> learned) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        learned.ifPresent(known -> json.set("learned", RECORDS.valueToTree(known)));
        return json;
    }

    /**
     * @param learned what the planner started with besides the history
     * @param windows what its guards started with
     * @param forecasting whether forecasts are among its signals
     */
    public static ObjectNode history(
            Series series,
            Optional<PlannerHandover> learned,
            WindowMemory windows,
            boolean forecasting) {
        ObjectNode json = plannerStart(learned, windows, forecasting);
        json.put("start", series.start().toString());
        json.put("step", series.step().toString());
        ArrayNode rates = json.putArray("rates");
        for (int i = 0; i < series.size(); i++) {
            if (series.isKnown(i)) {
                rates.add(series.value(i));
            } else {
                rates.addNull();
            }
        }
        return json;
    }

    private static ObjectNode plannerStart(
            Optional<PlannerHandover> learned, WindowMemory windows, boolean forecasting) {
        ObjectNode json = learned(learned);
        WindowRecord.write(json, windows);
        return json.put("forecasting", forecasting);
    }

    private static ObjectNode observation(Observation observation) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (observation instanceof Observation.Missing missing) {
            return json.put("missing", missing.why().code());
        }
        json.put("rate", observation.value().orElseThrow());
        return observation instanceof Observation.Partial ? json.put("partial", true) : json;
    }

    private static ObjectNode fleet(FleetReading reading) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("floor", reading.floor());
        if (reading instanceof FleetView view) {
            return json.put("at", view.at().toString())
                    .put("wanted", view.wanted())
                    .put("starting", view.starting())
                    .put("ready", view.ready());
        }
        json.put("unseen", ((FleetReading.Unseen) reading).why().code());
        return reading.isConfirmed() ? json : json.put("presumed", true);
    }

    private static ObjectNode plan(int floor, CapacityPlan plan) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("from", floor);
        json.put("to", plan.floor().count());
        ArrayNode reasons = json.putArray("reasons");
        plan.reasons().forEach(reason -> reasons.add(reason.code()));
        if (plan.feasibility() instanceof Feasibility.Shortfall out) {
            json.putObject("shortfall")
                    .put("missing", out.missing().count())
                    .put("from", out.from().toString())
                    .put("lasting", out.lasting().toString())
                    .put("why", out.why().code());
        }
        return json;
    }

    private CycleJson() {}
}
