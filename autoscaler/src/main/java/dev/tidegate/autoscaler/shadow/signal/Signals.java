package dev.tidegate.autoscaler.shadow.signal;

import dev.tidegate.forecaster.series.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleConsumer;

/** Every signal's value from the demand so far. None falls when only the newest demand is larger. Not thread-safe. */
@SuppressWarnings("EnumOrdinal") // an EnumMap would box every value of every step
public final class Signals {
    private static final double LEAST_RATIO = 0.3;
    private static final double LARGEST_RATIO = 3;
    private static final double LARGEST_GROWTH = 4;
    private static final int SMOOTH = 5; // slots
    private static final Duration MEMORY = Duration.ofDays(14); // of combinations

    private final Duration step;
    private final int lag;
    private final int day;
    private final int week;
    private final int hour;
    private final DemandRing demand;
    private final Trend trend = new Trend();
    private final Combinations combinations;
    private final TrailingMaxima peaks;
    private Optional<ForecastSignals> foresight = Optional.empty();
    private final double[] values = new double[Signal.values().length];

    /**
     * Signals of which the forecaster's are the newest demand, until there is one.
     *
     * @param kept  those whose peaks are kept, the first ones in their order
     * @param holds windows of the peaks, in slots
     */
    public Signals(Duration step, int lag, List<Signal> kept, int... holds) {
        this.step = step;
        this.lag = lag;
        combinations = new Combinations(kept, lag, MEMORY.dividedBy(step));
        peaks = new TrailingMaxima(kept.size(), holds);
        day = steps(Duration.ofDays(1), step);
        week = 7 * day;
        hour = Math.max(1, steps(Duration.ofHours(1), step));
        demand = new DemandRing(week + hour + lag + 2);
    }

    /**
     * Asks a forecaster from now on.
     *
     * @param events when demand is known to be unlike itself
     */
    public void foresee(List<Event> events) {
        foresight = Optional.of(new ForecastSignals(step, lag, events));
    }

    private static int steps(Duration span, Duration step) {
        return (int) span.dividedBy(step);
    }

    /** Share of the recent slots that stayed under the forecast's 0.95 quantile, if it is known. */
    public OptionalDouble coverage95() {
        return foresight.map(ForecastSignals::coverage95).orElse(OptionalDouble.empty());
    }

    /**
     * Adds the next slot.
     *
     * @param seen   its demand, if it was seen
     * @param newest what it is taken to be
     */
    public void add(OptionalDouble seen, double newest) {
        demand.add(newest);
        trend.add(newest);
        set(Signal.NOW, newest);
        set(Signal.TREND, trend.ahead(lag + 1));
        set(Signal.TREND_FAR, trend.ahead(2 * lag + 1));
        season(Signal.YESTERDAY, Signal.YESTERDAY_SCALED, day, newest);
        season(Signal.LAST_WEEK, Signal.LAST_WEEK_SCALED, week, newest);
        double asYesterday = grown(day, newest);
        set(Signal.GROWTH_YESTERDAY, asYesterday);
        set(Signal.GROWTH_LAST_WEEK, demand.reaches(week + 2) ? grown(week, newest) : asYesterday);
        days(newest);
        foresight.ifPresent(ahead -> ahead.add(seen, newest));
        set(Signal.FORECAST_MEDIAN, foresight.map(ahead -> ahead.value(0)).orElse(newest));
        set(Signal.FORECAST_HIGH, foresight.map(ahead -> ahead.value(1)).orElse(newest));
        set(Signal.FORECAST_HIGHEST, foresight.map(ahead -> ahead.value(2)).orElse(newest));
        combinations.add(values, newest);
        peaks.add(values);
    }

    /** When the first slot starts. */
    public void beginAt(Instant start) {
        foresight.ifPresent(ahead -> ahead.beginAt(start));
    }

    /** Goes on with what another launch time's signals have foreseen so far, which then are of no more use. */
    public void goOnFrom(Signals others) {
        foresight = others.foresight;
        foresight.ifPresent(ahead -> ahead.reachFor(lag));
    }

    /**
     * What a demand that was not seen is taken to be: the last one that was, grown as demand grew over the same time yesterday,
     * never less.
     *
     * @param lastSeen that demand
     * @param missing  slots since it, this one included
     */
    public double unseen(double lastSeen, int missing) {
        int then = day - 1 + missing;
        if (day <= SMOOTH || !demand.reaches(then + SMOOTH)) {
            return lastSeen;
        }
        double before = demand.sum(then, SMOOTH);
        double growth = before > 0 ? demand.sum(day - 1, SMOOTH) / before : 1;
        return lastSeen * Math.min(LARGEST_GROWTH, Math.max(1, growth));
    }

    /** Tells the demand that is still known, the oldest first. */
    public void replay(DoubleConsumer to) {
        for (int back = demand.size() - 1; back >= 0; back--) {
            to.accept(demand.ago(back));
        }
    }

    public double value(Signal signal) {
        return values[signal.ordinal()];
    }

    /** The largest value of a signal in one of the windows. */
    public float peak(Signal signal, int hold) {
        return peaks.peak(signal.ordinal(), hold);
    }

    /** The largest of all signals that are what they say, without a headroom. */
    public double largest() {
        double largest = 0;
        for (Signal signal : Signal.all(true)) {
            largest = signal.combined() ? largest : Math.max(largest, value(signal));
        }
        return largest;
    }

    private void set(Signal signal, double value) {
        values[signal.ordinal()] = value;
    }

    /** The largest demand of the days before, and the most it grew on one of them, over the same time. */
    private void days(double newest) {
        double largest = 0;
        double steepest = 0;
        boolean known = false;
        for (int back = day; day > lag + 1 && back <= week && demand.reaches(back); back += day) {
            double then = next(back);
            largest = Math.max(largest, then);
            steepest = Math.max(steepest, then - demand.ago(back));
            known = true;
        }
        set(Signal.LARGEST_OF_DAYS, known ? largest : newest);
        set(Signal.STEEPEST_OF_DAYS, newest + steepest);
    }

    /** The largest demand a period ago, from then until what was ordered then had served a step. */
    private double next(int period) {
        return demand.peak(period - 2 - lag, lag + 2);
    }

    /** The newest demand, grown as much as it did next in the season before. */
    private double grown(int period, double newest) {
        if (period <= lag + 1 || !demand.reaches(period + 2)) {
            return newest;
        }
        double then = demand.sum(period, 3) / 3;
        double growth = then > 0 ? next(period) / then : 1;
        return demand.sum(0, 3) / 3 * Math.min(LARGEST_GROWTH, Math.max(1, growth));
    }

    /** The largest demand of the season before, from now until what is ordered now has served a step. */
    private void season(Signal plain, Signal scaled, int period, double newest) {
        if (period <= lag + 1 || !demand.reaches(period)) {
            set(plain, newest);
            set(scaled, newest);
            return;
        }
        double then = next(period);
        set(plain, then);
        double ratio = 1;
        if (demand.reaches(period + hour - 1)) {
            double before = demand.sum(period, hour);
            if (before > 0) {
                double now = demand.sum(0, hour);
                ratio = Math.min(LARGEST_RATIO, Math.max(LEAST_RATIO, now / before));
            }
        }
        set(scaled, then * ratio);
    }
}
