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
 * What known events do to demand, as a factor: the mean logarithm of what came over the same time of the weeks around,
 * for the event as a whole and for each hour since its start, drawn towards no effect while few were seen (ridge
 * regression on the events' hours: Hoerl, Kennard 1970). Models see the series without it, forecasts have it put
 * back, so that neither a holiday poisons ordinary days nor the next one comes as a surprise.
 */
final class EventEffects {
    private static final Duration PART = Duration.ofHours(1);
    private static final double DRAWN = 0.5; // occurrences that "no effect" counts for
    private static final double MOST = 3; // logarithms either way
    private static final double SHIFT = 0.02; // of the usual value, so that zeros have a logarithm
    private static final int WEEKS = 3;

    private final List<Event> events;
    private final Map<String, Effect> effects = new HashMap<>();

    private EventEffects(List<Event> events) {
        this.events = events;
    }

    /** Of no events. */
    static EventEffects none() {
        return new EventEffects(List.of());
    }

    /** From what {@code history}, whose usual value is about one, shows of {@code events}. */
    static EventEffects learn(List<Event> events, Series history) {
        EventEffects learnt = new EventEffects(events);
        for (Event event : events) {
            learnt.learn(event, history);
        }
        return learnt;
    }

    private void learn(Event event, Series history) {
        long first = history.slotsBefore(event.start());
        long last = Math.min(history.size(), history.slotsBefore(event.end()));
        Effect effect = effects.computeIfAbsent(event.name(), name -> new Effect());
        boolean seen = false;
        for (int i = (int) Math.max(0, first); i < last; i++) {
            double usual = usual(history, i);
            if (history.isKnown(i) && usual >= 0) {
                double log = Math.log((history.value(i) + SHIFT) / (usual + SHIFT));
                effect.add(part(event, history.timeAt(i)), Math.max(-MOST, Math.min(MOST, log)));
                seen = true;
            }
        }
        effect.occurrences += seen ? 1 : 0;
    }

    /** Median of the same time in the weeks around that no event covers; below zero when there is none. */
    private double usual(Series history, int slot) {
        int week =
                (int) Math.min(Integer.MAX_VALUE / 8, Duration.ofDays(7).dividedBy(history.step()));
        double[] values = new double[2 * WEEKS];
        int count = 0;
        for (int away = 1; away <= WEEKS; away++) {
            for (int there : new int[] {slot - away * week, slot + away * week}) {
                boolean inside = there >= 0 && there < history.size() && history.isKnown(there);
                if (inside && covering(history.timeAt(there)).isEmpty()) {
                    values[count++] = history.value(there);
                }
            }
        }
        Arrays.sort(values, 0, count);
        return count == 0 ? -1 : (values[(count - 1) / 2] + values[count / 2]) / 2;
    }

    private List<Event> covering(Instant instant) {
        List<Event> covering = new ArrayList<>();
        for (Event event : events) {
            if (event.covers(instant)) {
                covering.add(event);
            }
        }
        return covering;
    }

    private static int part(Event event, Instant instant) {
        return (int) Math.min(1_000, Duration.between(event.start(), instant).dividedBy(PART));
    }

    /** What the events that cover {@code instant} multiply demand by; 1 without any. */
    double at(Instant instant) {
        if (events.isEmpty()) {
            return 1;
        }
        double log = 0;
        for (Event event : covering(instant)) {
            Effect effect = effects.get(event.name());
            log += effect == null ? 0 : effect.at(part(event, instant));
        }
        return Math.exp(Math.max(-MOST, Math.min(MOST, log)));
    }

    Series without(Series history) {
        return events.isEmpty()
                ? history
                : history.map((value, slot) -> value / at(history.timeAt(slot)));
    }

    /** Logarithms by hour since the start. */
    private static final class Effect {
        private final Map<Integer, double[]> parts = new HashMap<>(); // sum and count
        private double sum;
        private double count;
        private int occurrences;

        void add(int part, double log) {
            double[] own = parts.computeIfAbsent(part, p -> new double[2]);
            own[0] += log;
            own[1]++;
            sum += log;
            count++;
        }

        double at(int part) {
            if (count == 0) {
                return 0;
            }
            double trust = occurrences / (occurrences + DRAWN);
            double mean = sum / count;
            double[] own = parts.get(part);
            double apart = own == null ? 0 : own[0] / own[1] - mean;
            return trust * (mean + trust * apart);
        }
    }
}
