package dev.tidegate.forecaster.model;

import dev.tidegate.forecaster.series.Series;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A history with what several models make of it, made once: its logarithm, its decompositions. Not thread-safe.
 */
public final class PreparedHistory {
    private static final double SHIFT_SHARE = 0.02;
    private static final double CLOSE =
            1.25; // times: a shift that is so close to what it should be is kept
    private static final int SAMPLE = 501;

    private final Series series;
    private final Optional<Logarithms> before; // of a part from the start
    private final Map<Object, Object> made = new HashMap<>();
    private Optional<Logarithms> logarithms = Optional.empty();
    private Optional<LagHistory> latest; // carried along by models that were fitted on it

    /** The history with logarithms for values, and how they were taken. */
    record Logarithms(PreparedHistory past, ShiftedLogarithm scale) {}

    private PreparedHistory(
            Series series, Optional<Logarithms> before, Optional<LagHistory> latest) {
        this.series = series;
        this.before = before;
        this.latest = latest;
    }

    public static PreparedHistory of(Series series) {
        return new PreparedHistory(series, Optional.empty(), Optional.empty());
    }

    /** What this history has become with more slots. */
    public PreparedHistory grownTo(Series longer) {
        return new PreparedHistory(longer, logarithms.or(() -> before), latest);
    }

    public Series series() {
        return series;
    }

    /** What {@code make} makes of the history, kept under {@code recipe}. */
    @SuppressWarnings("unchecked") // one recipe always makes one kind of thing
    public <T> T made(Object recipe, Function<Series, T> make) {
        return (T) made.computeIfAbsent(recipe, each -> make.apply(series));
    }

    /**
     * The latest values as another model keeps them that was fitted on this history, or on what it grew from, and was carried
     * along to its end; {@code own} where none keeps as many. A missing slot is filled as the first of those models does.
     */
    public LagHistory shared(LagHistory own) {
        latest =
                latest.filter(each -> each.size() == own.size() && each.room() >= own.room())
                        .or(() -> Optional.of(own));
        return latest.get();
    }

    /**
     * The logarithm of the series after a fiftieth of its median was added, which keeps zeros and quiet hours from ruling a
     * fit. As the history grows, what was added stays as long as it is about right.
     */
    Logarithms logarithms() {
        if (logarithms.isEmpty()) {
            double shift = shift(series);
            Optional<Logarithms> kept = before.filter(each -> isClose(each.scale.shift(), shift));
            ShiftedLogarithm scale =
                    kept.map(Logarithms::scale).orElseGet(() -> new ShiftedLogarithm(shift));
            Series known = kept.map(each -> each.past.series).orElseGet(() -> series.first(0));
            Series logs =
                    series.map(
                            (value, slot) ->
                                    slot < known.size() ? known.value(slot) : scale.of(value));
            PreparedHistory past =
                    kept.map(each -> each.past.grownTo(logs)).orElseGet(() -> of(logs));
            logarithms = Optional.of(new Logarithms(past, scale));
        }
        return logarithms.get();
    }

    private static boolean isClose(double shift, double wanted) {
        return shift <= CLOSE * wanted && wanted <= CLOSE * shift;
    }

    /** From the median of a sample that is spread over the history. */
    private static double shift(Series history) {
        int all = history.knownSlots();
        double[] sample = new double[Math.min(SAMPLE, all)];
        int stride = Math.max(1, all / SAMPLE);
        int taken = 0;
        int skipped = stride - 1;
        for (int i = history.size() - 1; taken < sample.length; i--) {
            if (history.isKnown(i) && ++skipped == stride) {
                skipped = 0;
                sample[taken++] = Math.max(0, history.value(i));
            }
        }
        Arrays.sort(sample);
        double median = sample[sample.length / 2];
        double size = median > 0 ? median : largest(history);
        return size > 0 ? Math.max(Double.MIN_NORMAL, SHIFT_SHARE * size) : 1;
    }

    private static double largest(Series history) {
        double largest = 0;
        for (int i = 0; i < history.size(); i++) {
            largest = history.isKnown(i) ? Math.max(largest, history.value(i)) : largest;
        }
        return largest;
    }
}
