package dev.tidegate.autoscaler.demand;

import dev.tidegate.autoscaler.metrics.Answer;
import dev.tidegate.autoscaler.metrics.MetricSource;
import dev.tidegate.autoscaler.metrics.RangeQuery;
import dev.tidegate.autoscaler.metrics.Sample;
import dev.tidegate.autoscaler.situation.Observation;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the demand of one workload, slot by slot. The query's value at the end of a slot stands for the slot, since a
 * rate looks back. A query covers a few more slots than needed, to tell a source that has fallen silent (stale) from one
 * that never had the metric (empty). Stateless.
 */
public final class DemandFeed {
    private static final int EXTRA_SLOTS = 5;
    // Slots; servers return at most 11,000 points.
    private static final int MAX_SLOTS_PER_QUERY = 2_000;
    private static final Duration GRID = Duration.ofSeconds(1);
    private static final Set<Reason> RETRY_LATER =
            Set.of(Reason.METRICS_UNREACHABLE, Reason.METRICS_REFUSED, Reason.DEMAND_PARTIAL);

    private final MetricSource source;
    private final String query;
    private final Duration step;

    public DemandFeed(MetricSource source, String query, Duration step) {
        this.source = source;
        this.query = query;
        this.step = step;
    }

    /** Start of the newest slot that has ended by {@code now}. */
    public Instant newestFinished(Instant now) {
        return RangeQuery.floor(now, step).minus(step);
    }

    /** All slots from {@code first} to the newest finished one, in order and without gaps. */
    public List<Slot> slots(Instant first, Instant now) {
        Instant newest = newestFinished(now);
        if (first.isAfter(newest)) {
            return List.of();
        }
        Instant earliest = newest.minus(step.multipliedBy(MAX_SLOTS_PER_QUERY - 1L));
        Instant from = first.isBefore(earliest) ? earliest : first;
        Instant extraFrom = newest.minus(step.multipliedBy(EXTRA_SLOTS - 1L));
        Answer answer = ask(from.isBefore(extraFrom) ? from : extraFrom, newest);
        Map<Instant, Double> values = values(answer);
        List<Slot> slots = new ArrayList<>();
        for (Instant slot = from; !slot.isAfter(newest); slot = slot.plus(step)) {
            slots.add(new Slot(slot, observation(values.get(slot), answer)));
        }
        return slots;
    }

    /**
     * All slots of the last {@code length}, queried in chunks. If no chunk could be read, and not merely because the
     * metric is empty, the result is {@link History.Unavailable}: the past may exist, for example behind a login page.
     */
    public History history(Duration length, Instant now, History.Progress progress) {
        Instant newest = newestFinished(now);
        int slots = Math.toIntExact(length.toMillis() / step.toMillis());
        Instant start = newest.minus(step.multipliedBy(slots - 1L));
        double[] rates = new double[slots];
        BitSet known = new BitSet(slots);
        Optional<Answer.Unanswered> unreadable = Optional.empty();
        for (int done = 0; done < slots; ) {
            int count = Math.min(MAX_SLOTS_PER_QUERY, slots - done);
            Instant first = start.plus(step.multipliedBy(done));
            Answer answer = ask(first, first.plus(step.multipliedBy(count - 1L)));
            if (answer instanceof Answer.Unanswered none) {
                if (RETRY_LATER.contains(none.why())) {
                    return new History.Unavailable(none.why(), none.detail());
                }
                unreadable = none.why() == Reason.DEMAND_EMPTY ? unreadable : Optional.of(none);
            }
            Map<Instant, Double> values = values(answer);
            for (int i = done; i < done + count; i++) {
                Observation seen =
                        observation(values.get(start.plus(step.multipliedBy(i))), answer);
                if (seen instanceof Observation.Seen rate) {
                    rates[i] = rate.rate();
                    known.set(i);
                }
            }
            done += count;
            progress.read(done, slots);
        }
        if (known.isEmpty() && unreadable.isPresent()) {
            return new History.Unavailable(unreadable.get().why(), unreadable.get().detail());
        }
        return new History.Read(Series.of(start, step, rates, known));
    }

    /**
     * The query's value now, if {@code now} lies within a slot and the value is plausible: a rise is seen before its
     * slot ends.
     */
    public OptionalDouble latest(Instant now) {
        if (RangeQuery.floor(now, step).equals(now)) {
            return OptionalDouble.empty();
        }
        Answer answer = source.ask(RangeQuery.newest(query, now, GRID));
        return answer instanceof Answer.Samples answered && !answered.samples().isEmpty()
                ? observation(answered.samples().get(0).value(), answer).value()
                : OptionalDouble.empty();
    }

    private Answer ask(Instant firstSlot, Instant lastSlot) {
        return source.ask(new RangeQuery(query, firstSlot.plus(step), lastSlot.plus(step), step));
    }

    /** Values by the start of their slot. */
    private Map<Instant, Double> values(Answer answer) {
        Map<Instant, Double> values = new HashMap<>();
        if (answer instanceof Answer.Samples answered) {
            for (Sample sample : answered.samples()) {
                values.put(sample.at().minus(step), sample.value());
            }
        }
        return values;
    }

    private static Observation observation(@Nullable Double value, Answer answer) {
        if (value == null) {
            return new Observation.Missing(whyMissing(answer));
        }
        if (value < 0) {
            return new Observation.Missing(
                    Reason.DEMAND_RESET); // only a restarted counter decreases
        }
        return Observation.of(value);
    }

    private static Reason whyMissing(Answer answer) {
        if (answer instanceof Answer.Unanswered none) {
            return none.why();
        }
        return ((Answer.Samples) answer).notNumbers() > 0
                ? Reason.DEMAND_MALFORMED
                : Reason.DEMAND_STALE;
    }
}
