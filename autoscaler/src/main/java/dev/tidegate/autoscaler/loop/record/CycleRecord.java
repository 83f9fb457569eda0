package dev.tidegate.autoscaler.loop.record;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.autoscaler.capacity.DisruptionCounts;
import dev.tidegate.autoscaler.demand.Slot;
import dev.tidegate.autoscaler.plan.PlannerHandover;
import dev.tidegate.autoscaler.situation.FleetReading;
import dev.tidegate.autoscaler.situation.FleetView;
import dev.tidegate.autoscaler.situation.FloorOverride;
import dev.tidegate.autoscaler.situation.Observation;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.autoscaler.situation.Situation;
import dev.tidegate.forecaster.series.Series;
import dev.tidegate.runbooks.ledger.Draft;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A cycle read back from the ledger: the planner's input and its decision. Replaying a daemon's entries from a {@code history}
 * entry on (a new planner, fed that history), through the {@code cycle} entries after it, reproduces every decision.
 *
 * @param slots those since the entry before
 * @param looked the newest fleet reading among cycles left out since the entry before
 * @param reasons codes, as they were written
 */
public record CycleRecord(
        List<Slot> slots,
        Optional<FleetView> looked,
        Situation situation,
        int floor,
        List<String> reasons) {
    /** Kind of the entries that hold a cycle. */
    public static final String CYCLE = "cycle";

    /** Kind of the entries that record the start of a planner without history. */
    public static final String STARTED = "planner-started";

    /** Kind of the entries that hold the history a planner was fed before its first cycle. */
    public static final String HISTORY = "history";

    /** Kind of the entries that hold the windows of a planner's guards, once a ledger that was unavailable can be read. */
    public static final String RECALLED = "windows-recalled";

    /** All kinds that a replay needs. */
    public static final List<String> REPLAYED = List.of(STARTED, HISTORY, RECALLED, CYCLE);

    /** Kind of the entries that hold what a planner has learned of its fleet; written when that changes. */
    public static final String LEARNED = "learned";

    /** Kind of the entries that hold a step from one tier to another. */
    public static final String TIER = "tier";

    /** The field of a cycle, and of a status, that says why a tier lasts. */
    public static final String TIER_STATE = "tier_state";

    public CycleRecord {
        slots = List.copyOf(slots);
        reasons = List.copyOf(reasons);
    }

    /** Reads an entry of kind {@link #CYCLE}. */
    public static CycleRecord of(Draft entry) {
        JsonNode body = entry.body();
        List<Slot> slots = new ArrayList<>();
        for (JsonNode slot : body.path("slots")) {
            slots.add(new Slot(Instant.parse(slot.path("start").asText()), observation(slot)));
        }
        List<String> reasons = new ArrayList<>();
        body.path("plan").path("reasons").forEach(reason -> reasons.add(reason.asText()));
        List<FloorOverride> overrides = new ArrayList<>();
        body.path("overrides").forEach(override -> overrides.add(OverrideRecord.read(override)));
        Situation situation =
                new Situation(
                        entry.at(),
                        observation(body.path("demand")),
                        fleet(body.path("fleet")),
                        number(body.path("latest")),
                        number(body.path("queued")),
                        number(body.path("turned_away")),
                        overrides,
                        setAhead(entry));
        return new CycleRecord(
                slots,
                looked(body.path("looked")),
                situation,
                body.path("plan").path("to").asInt(),
                reasons);
    }

    /** How far the clock was set forward before an entry of kind {@link #CYCLE}. */
    static Duration setAhead(Draft entry) {
        return Duration.parse(entry.body().path("set_ahead").asText("PT0S"));
    }

    /** Reads an entry of kind {@link #HISTORY}. */
    public static Series history(Draft entry) {
        JsonNode rates = entry.body().path("rates");
        double[] values = new double[rates.size()];
        BitSet known = new BitSet(values.length);
        for (int i = 0; i < values.length; i++) {
            if (rates.get(i).isNumber()) {
                values[i] = rates.get(i).asDouble();
                known.set(i);
            }
        }
        return Series.of(
                Instant.parse(entry.body().path("start").asText()),
                Duration.parse(entry.body().path("step").asText()),
                values,
                known);
    }

    /** The step of the demand grid, if the entry is a planner start: later entries keep to it. */
    public static Optional<Duration> step(Draft entry) {
        return Optional.of(entry.body().path("step"))
                .filter(JsonNode::isTextual)
                .map(step -> Duration.parse(step.asText()));
    }

    /** Whether the planner of a start had forecasts among its signals; entries from before this was recorded do not say. */
    static boolean isForecasting(Draft start) {
        return start.body().path("forecasting").asBoolean(true);
    }

    /** Reads what a planner had learned from an entry of kind {@link #LEARNED}, or of a planner start. */
    public static Optional<PlannerHandover> learned(Draft entry) {
        JsonNode learned = entry.body().path("learned");
        if (!learned.isObject()) {
            return Optional.empty();
        }
        JsonNode losses = learned.path("losses");
        List<Double> lost = new ArrayList<>();
        losses.path("lost").forEach(seconds -> lost.add(seconds.asDouble()));
        List<Integer> launches = new ArrayList<>();
        learned.path("launches").forEach(seconds -> launches.add(seconds.asInt()));
        return Optional.of(
                new PlannerHandover(
                        new DisruptionCounts(losses.path("watched").asDouble(), lost), launches));
    }

    private static Observation observation(JsonNode json) {
        if (json.has("missing")) {
            return new Observation.Missing(reason(json.path("missing").asText()));
        }
        double rate = json.path("rate").asDouble();
        return json.path("partial").asBoolean()
                ? new Observation.Partial(rate)
                : new Observation.Seen(rate);
    }

    private static FleetReading fleet(JsonNode json) {
        int floor = json.path("floor").asInt();
        return json.has("unseen")
                ? new FleetReading.Unseen(
                        reason(json.path("unseen").asText()),
                        floor,
                        json.path("presumed").asBoolean())
                : new FleetView(
                        Instant.parse(json.path("at").asText()),
                        floor,
                        json.path("wanted").asInt(),
                        json.path("starting").asInt(),
                        json.path("ready").asInt());
    }

    private static Optional<FleetView> looked(JsonNode json) {
        return json.isObject() ? Optional.of((FleetView) fleet(json)) : Optional.empty();
    }

    private static OptionalDouble number(JsonNode json) {
        return json.isNumber() ? OptionalDouble.of(json.asDouble()) : OptionalDouble.empty();
    }

    private static Reason reason(String code) {
        return Reason.ofCode(code)
                .orElseThrow(() -> new IllegalArgumentException("no reason has the code " + code));
    }
}
