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
 * One workload's demand, slot by slot. The expression's value at a slot's end speaks for the slot, since a rate looks back. A
 * question reaches a few slots further back than it must, so that a source that has fallen silent (stale) is told from one
 * that never knew the metric (empty).
 */
public final class DemandFeed {
    private static final int LOOK_BACK = 5;
    private static final int LONGEST_QUESTION = 2_000; // servers answer 11,000 points at the most
    private static final Duration GRID = Duration.ofSeconds(1);
    private static final Set<Reason> LATER =
            Set.of(Reason.METRICS_UNREACHABLE, Reason.METRICS_REFUSED, Reason.DEMAND_PARTIAL);

    private final MetricSource source;
    private final String query;
    private final Duration step;

    public DemandFeed(MetricSource source, String query, Duration step) {
        this.source = source;
        this.query = query;
        this.step = step;
    }

    /** Start of the newest slot that is over at {@code now}. */
    public Instant newestFinished(Instant now) {
        return RangeQuery.floor(now, step).minus(step);
    }

    /** The newest finished slot and those before it from {@code first} on, in order, none left out. */
    public List<Slot> slots(Instant first, Instant now) {
        Instant newest = newestFinished(now);
        if (first.isAfter(newest)) {
            return List.of();
        }
        Instant earliest = newest.minus(step.multipliedBy(LONGEST_QUESTION - 1L));
        Instant from = first.isBefore(earliest) ? earliest : first;
        Instant lookBack = newest.minus(step.multipliedBy(LOOK_BACK - 1L));
        Answer answer = ask(from.isBefore(lookBack) ? from : lookBack, newest);
        Map<Instant, Double> values = values(answer);
        List<Slot> slots = new ArrayList<>();
        for (Instant slot = from; !slot.isAfter(newest); slot = slot.plus(step)) {
            slots.add(new Slot(slot, observation(values.get(slot), answer)));
        }
        return slots;
    }

    /**
     * All slots of the last {@code length}, asked for in parts. Where no part could be read and not all are empty, the past may
     * still be there: behind a page to sign in at, say.
     */
    public History history(Duration length, Instant now, History.Progress progress) {
        Instant newest = newestFinished(now);
        int slots = Math.toIntExact(length.toMillis() / step.toMillis());
        Instant start = newest.minus(step.multipliedBy(slots - 1L));
        double[] rates = new double[slots];
        BitSet known = new BitSet(slots);
        Optional<Answer.Unanswered> unread = Optional.empty();
        for (int done = 0; done < slots; ) {
            int part = Math.min(LONGEST_QUESTION, slots - done);
            Instant first = start.plus(step.multipliedBy(done));
            Answer answer = ask(first, first.plus(step.multipliedBy(part - 1L)));
            if (answer instanceof Answer.Unanswered none) {
                if (LATER.contains(none.why())) {
                    return new History.Unavailable(none.why(), none.detail());
                }
                unread = none.why() == Reason.DEMAND_EMPTY ? unread : Optional.of(none);
            }
            Map<Instant, Double> values = values(answer);
            for (int i = done; i < done + part; i++) {
                Observation seen =
                        observation(values.get(start.plus(step.multipliedBy(i))), answer);
                if (seen instanceof Observation.Seen rate) {
                    rates[i] = rate.rate();
                    known.set(i);
                }
            }
            done += part;
            progress.read(done, slots);
        }
        if (known.isEmpty() && unread.isPresent()) {
            return new History.Unavailable(unread.get().why(), unread.get().detail());
        }
        return new History.Read(Series.of(start, step, rates, known));
    }

    /** What the expression says now, if that is within a slot and believable: a rise is seen before its slot is over. */
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

    /** Values by the start of the slot they speak for. */
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
                    Reason.DEMAND_RESET); // only a counter that restarted runs backwards
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
