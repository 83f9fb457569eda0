package dev.tidegate.forecaster.model;

import dev.tidegate.forecaster.series.Series;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A history with intermediate results that several models share, each computed once: its logarithm, its decompositions.
 * Not thread-safe.
 */
public final class PreparedHistory {
    private static final double SHIFT_SHARE = 0.02;
    // An earlier shift this close to the ideal one is kept.
    private static final double MAX_SHIFT_RATIO = 1.25;
    private static final int SAMPLE = 501;

    private final Series series;
    private final Optional<Logarithms> earlier; // of a shorter history from the same start
    private final Map<Object, Object> cached = new HashMap<>();
    private Optional<Logarithms> logarithms = Optional.empty();
    private Optional<LagHistory> latest; // kept up to date by models fitted on this history

    /** The history in logarithms, and the logarithm used. */
    record Logarithms(PreparedHistory past, ShiftedLogarithm scale) {}

    private PreparedHistory(
            Series series, Optional<Logarithms> earlier, Optional<LagHistory> latest) {
        this.series = series;
        this.earlier = earlier;
        this.latest = latest;
    }

    public static PreparedHistory of(Series series) {
        return new PreparedHistory(series, Optional.empty(), Optional.empty());
    }

    /** This history extended by more slots. */
    public PreparedHistory extendedTo(Series longer) {
        return new PreparedHistory(longer, logarithms.or(() -> earlier), latest);
    }

    public Series series() {
        return series;
    }

    /** The result of {@code compute} on the history, cached under {@code key}. */
    @SuppressWarnings("unchecked") // a key always belongs to one type of result
    public <T> T cached(Object key, Function<Series, T> compute) {
        return (T) cached.computeIfAbsent(key, each -> compute.apply(series));
    }

    /**
     * The history of latest values that another model keeps, if that model was fitted on this history or on what it was
     * extended from, is up to date and keeps enough values; else {@code own}. Missing slots are filled as the first of
     * these models does.
     */
    public LagHistory shared(LagHistory own) {
        latest =
                latest.filter(
                                each ->
                                        each.size() == own.size()
                                                && each.capacity() >= own.capacity())
                        .or(() -> Optional.of(own));
        return latest.get();
    }

    /**
     * The logarithm of the series plus a fiftieth of its median, which keeps zeros and quiet hours from dominating a
     * fit. As the history is extended the shift is kept while it is about right.
     */
    Logarithms logarithms() {
        if (logarithms.isEmpty()) {
            double shift = shift(series);
            Optional<Logarithms> kept = earlier.filter(each -> isClose(each.scale.shift(), shift));
            ShiftedLogarithm scale =
                    kept.map(Logarithms::scale).orElseGet(() -> new ShiftedLogarithm(shift));
            Series known = kept.map(each -> each.past.series).orElseGet(() -> series.first(0));
            Series logs =
                    series.map(
                            (value, slot) ->
                                    slot < known.size() ? known.value(slot) : scale.of(value));
            PreparedHistory past =
                    kept.map(each -> each.past.extendedTo(logs)).orElseGet(() -> of(logs));
            logarithms = Optional.of(new Logarithms(past, scale));
        }
        return logarithms.get();
    }

    private static boolean isClose(double shift, double ideal) {
        return shift <= MAX_SHIFT_RATIO * ideal && ideal <= MAX_SHIFT_RATIO * shift;
    }

    /** The shift, from the median of a sample spread over the history. */
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
