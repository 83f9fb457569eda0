package dev.tidegate.autoscaler.shadow.signal;

import dev.tidegate.forecaster.series.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleConsumer;

/**
 * Computes the value of every signal from the demand so far. No signal falls when only the newest demand is larger. Not
 * thread-safe.
 */
@SuppressWarnings("EnumOrdinal") // an EnumMap would box every value of every step
public final class Signals {
    private static final double MIN_RATIO = 0.3;
    private static final double MAX_RATIO = 3;
    private static final double MAX_GROWTH = 4;
    private static final int SMOOTHED_SLOTS = 5; // slots
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
    private Optional<ForecastSignals> forecast = Optional.empty();
    private final double[] values = new double[Signal.values().length];

    /**
     * Signals whose forecasts equal the newest demand until {@link #enableForecast}.
     *
     * @param kept  the signals whose peaks are kept, a prefix of all in their order
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
     * Uses a forecaster from now on.
     *
     * @param events known periods of unusual demand
     */
    public void enableForecast(List<Event> events) {
        forecast = Optional.of(new ForecastSignals(step, lag, events));
    }

    private static int steps(Duration span, Duration step) {
        return (int) span.dividedBy(step);
    }

    /** Share of the recent slots that stayed under the forecast's 0.95 quantile, if known. */
    public OptionalDouble coverage95() {
        return forecast.map(ForecastSignals::coverage95).orElse(OptionalDouble.empty());
    }

    /**
     * Adds the next slot.
     *
     * @param observed observed demand, if any
     * @param newest the demand, or what stands for it
     */
    public void add(OptionalDouble observed, double newest) {
        demand.add(newest);
        trend.add(newest);
        set(Signal.NOW, newest);
        set(Signal.TREND, trend.forecast(lag + 1));
        set(Signal.TREND_FAR, trend.forecast(2 * lag + 1));
        season(Signal.YESTERDAY, Signal.YESTERDAY_SCALED, day, newest);
        season(Signal.LAST_WEEK, Signal.LAST_WEEK_SCALED, week, newest);
        double grownAsYesterday = grownBySeason(day, newest);
        set(Signal.GROWTH_YESTERDAY, grownAsYesterday);
        set(
                Signal.GROWTH_LAST_WEEK,
                demand.contains(week + 2) ? grownBySeason(week, newest) : grownAsYesterday);
        days(newest);
        forecast.ifPresent(ahead -> ahead.add(observed, newest));
        set(Signal.FORECAST_MEDIAN, forecast.map(ahead -> ahead.value(0)).orElse(newest));
        set(Signal.FORECAST_HIGH, forecast.map(ahead -> ahead.value(1)).orElse(newest));
        set(Signal.FORECAST_HIGHEST, forecast.map(ahead -> ahead.value(2)).orElse(newest));
        combinations.add(values, newest);
        peaks.add(values);
    }

    /** Sets the start of the first slot. */
    public void startAt(Instant start) {
        forecast.ifPresent(ahead -> ahead.startAt(start));
    }

    /** Takes over the forecaster of the signals for another lag, which must not be used any more. */
    public void takeForecastFrom(Signals other) {
        forecast = other.forecast;
        forecast.ifPresent(ahead -> ahead.setLag(lag));
    }

    /**
     * Imputes a missing demand: the last observed one, grown as demand grew over the same time yesterday, but never
     * less.
     *
     * @param lastSeen last observed demand
     * @param missing  slots since it, including this one
     */
    public double imputed(double lastSeen, int missing) {
        int earlier = day - 1 + missing;
        if (day <= SMOOTHED_SLOTS || !demand.contains(earlier + SMOOTHED_SLOTS)) {
            return lastSeen;
        }
        double before = demand.sum(earlier, SMOOTHED_SLOTS);
        double growth = before > 0 ? demand.sum(day - 1, SMOOTHED_SLOTS) / before : 1;
        return lastSeen * Math.min(MAX_GROWTH, Math.max(1, growth));
    }

    /** Replays the demand still known, oldest first. */
    public void replay(DoubleConsumer consumer) {
        for (int back = demand.size() - 1; back >= 0; back--) {
            consumer.accept(demand.valueAt(back));
        }
    }

    public double value(Signal signal) {
        return values[signal.ordinal()];
    }

    /** The peak of a signal over one of the holds. */
    public float peak(Signal signal, int hold) {
        return peaks.peak(signal.ordinal(), hold);
    }

    /** The largest of all signals except the combinations, which contain headrooms. */
    public double largest() {
        double largest = 0;
        for (Signal signal : Signal.all(true)) {
            largest = signal.isCombination() ? largest : Math.max(largest, value(signal));
        }
        return largest;
    }

    private void set(Signal signal, double value) {
        values[signal.ordinal()] = value;
    }

    /** Signals from the days before: the largest demand, and the steepest growth, over the same time. */
    private void days(double newest) {
        double largest = 0;
        double steepest = 0;
        boolean known = false;
        for (int back = day; day > lag + 1 && back <= week && demand.contains(back); back += day) {
            double earlier = peakAfter(back);
            largest = Math.max(largest, earlier);
            steepest = Math.max(steepest, earlier - demand.valueAt(back));
            known = true;
        }
        set(Signal.LARGEST_OF_DAYS, known ? largest : newest);
        set(Signal.STEEPEST_OF_DAYS, newest + steepest);
    }

    /** The largest demand one period ago, from then until an order placed then had served a step. */
    private double peakAfter(int period) {
        return demand.peak(period - 2 - lag, lag + 2);
    }

    /** The newest demand, grown by as much as demand grew one period ago. */
    private double grownBySeason(int period, double newest) {
        if (period <= lag + 1 || !demand.contains(period + 2)) {
            return newest;
        }
        double earlier = demand.sum(period, 3) / 3;
        double growth = earlier > 0 ? peakAfter(period) / earlier : 1;
        return demand.sum(0, 3) / 3 * Math.min(MAX_GROWTH, Math.max(1, growth));
    }

    /**
     * Signals from the season before: the largest demand until an order placed now has served a step, plain and scaled
     * to the current level.
     */
    private void season(Signal plain, Signal scaled, int period, double newest) {
        if (period <= lag + 1 || !demand.contains(period)) {
            set(plain, newest);
            set(scaled, newest);
            return;
        }
        double earlier = peakAfter(period);
        set(plain, earlier);
        double ratio = 1;
        if (demand.contains(period + hour - 1)) {
            double before = demand.sum(period, hour);
            if (before > 0) {
                double now = demand.sum(0, hour);
                ratio = Math.min(MAX_RATIO, Math.max(MIN_RATIO, now / before));
            }
        }
        set(scaled, earlier * ratio);
    }
}
