package dev.tidegate.forecaster;

import dev.tidegate.forecaster.series.Event;
import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The learned effect of known events on demand, as a factor: the mean logarithm of the ratio to the same time of the
 * surrounding weeks, for the event as a whole and for each hour since its start, shrunk towards no effect while few
 * occurrences were seen (ridge regression on the events' hours: Hoerl, Kennard 1970). Models are fitted on the series
 * divided by this factor, and forecasts are multiplied by it, so that a holiday neither distorts ordinary days nor comes
 * as a surprise the next time.
 */
final class EventEffects {
    private static final Duration BUCKET = Duration.ofHours(1);
    private static final double PRIOR_OCCURRENCES = 0.5; // weight of the prior "no effect"
    private static final double MAX_LOG = 3; // largest effect either way, as a logarithm
    private static final double SHIFT = 0.02; // of a typical value, so that zeros have a logarithm
    private static final int WEEKS = 3;

    private final List<Event> events;
    private final Map<String, Effect> effects = new HashMap<>();

    private EventEffects(List<Event> events) {
        this.events = events;
    }

    /** Without events: the factor is always 1. */
    static EventEffects none() {
        return new EventEffects(List.of());
    }

    /** Learns the effects of {@code events} from {@code history}, which is scaled so that a typical value is about one. */
    static EventEffects learn(List<Event> events, Series history) {
        EventEffects effects = new EventEffects(events);
        for (Event event : events) {
            effects.learn(event, history);
        }
        return effects;
    }

    private void learn(Event event, Series history) {
        long first = history.slotsBefore(event.start());
        long last = Math.min(history.size(), history.slotsBefore(event.end()));
        Effect effect = effects.computeIfAbsent(event.name(), name -> new Effect());
        boolean seen = false;
        for (int i = (int) Math.max(0, first); i < last; i++) {
            double baseline = baseline(history, i);
            if (history.isKnown(i) && baseline >= 0) {
                double log = Math.log((history.value(i) + SHIFT) / (baseline + SHIFT));
                effect.add(
                        bucket(event, history.timeAt(i)),
                        Math.max(-MAX_LOG, Math.min(MAX_LOG, log)));
                seen = true;
            }
        }
        effect.occurrences += seen ? 1 : 0;
    }

    /**
     * Median at the same time of the surrounding weeks, leaving out slots that an event covers; negative when there is
     * none.
     */
    private double baseline(Series history, int slot) {
        int week =
                (int) Math.min(Integer.MAX_VALUE / 8, Duration.ofDays(7).dividedBy(history.step()));
        double[] values = new double[2 * WEEKS];
        int count = 0;
        for (int weeks = 1; weeks <= WEEKS; weeks++) {
            for (int other : new int[] {slot - weeks * week, slot + weeks * week}) {
                boolean isUsable = other >= 0 && other < history.size() && history.isKnown(other);
                if (isUsable && eventsAt(history.timeAt(other)).isEmpty()) {
                    values[count++] = history.value(other);
                }
            }
        }
        Arrays.sort(values, 0, count);
        return count == 0 ? -1 : (values[(count - 1) / 2] + values[count / 2]) / 2;
    }

    private List<Event> eventsAt(Instant instant) {
        List<Event> found = new ArrayList<>();
        for (Event event : events) {
            if (event.covers(instant)) {
                found.add(event);
            }
        }
        return found;
    }

    private static int bucket(Event event, Instant instant) {
        return (int) Math.min(1_000, Duration.between(event.start(), instant).dividedBy(BUCKET));
    }

    /** The factor of the events that cover {@code instant}; 1 without any. */
    double factorAt(Instant instant) {
        if (events.isEmpty()) {
            return 1;
        }
        double log = 0;
        for (Event event : eventsAt(instant)) {
            Effect effect = effects.get(event.name());
            log += effect == null ? 0 : effect.at(bucket(event, instant));
        }
        return Math.exp(Math.max(-MAX_LOG, Math.min(MAX_LOG, log)));
    }

    /** {@code history} with the effects divided out. */
    Series without(Series history) {
        return events.isEmpty()
                ? history
                : history.map((value, slot) -> value / factorAt(history.timeAt(slot)));
    }

    /** Sums of logarithms, in total and by hour since the start. */
    private static final class Effect {
        private final Map<Integer, double[]> buckets = new HashMap<>(); // sum and count
        private double sum;
        private double count;
        private int occurrences;

        void add(int bucket, double log) {
            double[] bucketSum = buckets.computeIfAbsent(bucket, p -> new double[2]);
            bucketSum[0] += log;
            bucketSum[1]++;
            sum += log;
            count++;
        }

        double at(int bucket) {
            if (count == 0) {
                return 0;
            }
            double weight = occurrences / (occurrences + PRIOR_OCCURRENCES);
            double mean = sum / count;
            double[] bucketSum = buckets.get(bucket);
            double deviation = bucketSum == null ? 0 : bucketSum[0] / bucketSum[1] - mean;
            return weight * (mean + weight * deviation);
        }
    }
}
