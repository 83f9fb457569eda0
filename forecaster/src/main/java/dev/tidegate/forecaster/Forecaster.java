package dev.tidegate.forecaster;

import dev.tidegate.forecaster.interval.Knots;
import dev.tidegate.forecaster.interval.QuantileCurve;
import dev.tidegate.forecaster.model.HoltWinters;
import dev.tidegate.forecaster.model.SeasonalNaive;
import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One series' live forecaster: fed slot by slot, it carries its models along, keeps their errors, and says
 * what comes next from the end of what was observed. Deterministic; reads no clock; not thread-safe.
 */
public final class Forecaster {
    private static final int NEEDED_SLOTS = 12;
    private static final int CALIBRATION_SLOTS = 576;
    private static final double LARGEST_USABLE = 1e100;

    private final ForecasterSettings settings;
    private final Observations observations;
    private final List<Expert> experts;
    private final List<Residuals> residuals = new ArrayList<>();
    private final ArrayDeque<double[]> issued = new ArrayDeque<>(); // newest first
    private final ArrayDeque<double[]> errorPaths = new ArrayDeque<>();
    private int unusable;
    private int sinceRefit;

    private Forecaster(ForecasterSettings settings) {
        this.settings = settings;
        int day = settings.slotsIn(Duration.ofDays(1));
        this.observations = new Observations(settings.step(), 14 * day);
        this.experts =
                day < 2
                        ? List.of(new Expert(new SeasonalNaive(1)))
                        : List.of(
                                new Expert(new SeasonalNaive(1)),
                                new Expert(new SeasonalNaive(day)),
                                new Expert(new HoltWinters(day)));
        for (int h = 0; h < settings.reach(); h++) {
            residuals.add(new Residuals());
        }
    }

    /** Sensible defaults: no tuning needed. */
    public static Forecaster forStep(Duration step) {
        return new Forecaster(ForecasterSettings.forStep(step));
    }

    public static Forecaster of(ForecasterSettings settings) {
        return new Forecaster(settings);
    }

    /** Loads what is known so far in one go. Its step must be the forecaster's. */
    public void observe(Series history) {
        if (!history.step().equals(settings.step())) {
            throw new IllegalArgumentException(
                    "step must be " + settings.step() + ", was " + history.step());
        }
        int calibrateFrom = Math.max(0, history.size() - CALIBRATION_SLOTS);
        for (int i = 0; i < history.size(); i++) {
            OptionalDouble value =
                    history.isKnown(i)
                            ? OptionalDouble.of(history.value(i))
                            : OptionalDouble.empty();
            if (i < calibrateFrom) {
                advanceTo(history.timeAt(i));
                observations.add(usable(value));
            } else {
                observe(history.timeAt(i), value);
            }
        }
        refit();
    }

    /**
     * The slot that starts at {@code slotStart}; empty when nothing was seen in it. Slots skipped since the
     * last one are missing; a slot that was already observed is a mistake.
     */
    public void observe(Instant slotStart, OptionalDouble value) {
        advanceTo(slotStart);
        step(usable(value));
    }

    /** Everything up to {@code origin} is over: slots not observed by then are missing. */
    public void passUntil(Instant origin) {
        if (!observations.isEmpty()) {
            advanceTo(origin);
        }
    }

    /** What comes in the next {@code steps} slots. */
    public ForecastOutcome forecast(int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("steps must be at least 1, was " + steps);
        }
        if (steps > settings.reach()) {
            return new ForecastOutcome.Refused(
                    Refusal.HORIZON_TOO_LONG, steps + " steps asked, reach is " + settings.reach());
        }
        Series history = observations.series();
        int known = history.knownSlots();
        if (known == 0 && unusable > 0) {
            return new ForecastOutcome.Refused(
                    Refusal.NO_USABLE_VALUE, unusable + " values could not be used");
        }
        if (known < NEEDED_SLOTS) {
            return new ForecastOutcome.TooLittleHistory(known, NEEDED_SLOTS);
        }
        return new ForecastOutcome.Forecasted(compose(steps, history));
    }

    private Forecast compose(int steps, Series history) {
        double[] centre = centre(steps);
        List<QuantileCurve> curves = new ArrayList<>(steps);
        for (int h = 0; h < steps; h++) {
            double[] atKnots = new double[Knots.COUNT];
            double[] sorted = residuals.get(h).sorted();
            for (int k = 0; k < Knots.COUNT; k++) {
                double error =
                        sorted.length == 0 ? 0 : Residuals.quantile(sorted, Knots.probability(k));
                atKnots[k] = centre[h] + error;
            }
            curves.add(QuantileCurve.rearranged(atKnots));
        }
        double[][] ranks = new double[errorPaths.size()][steps];
        int path = 0;
        for (double[] errors : errorPaths) {
            for (int h = 0; h < steps; h++) {
                ranks[path][h] = curves.get(h).rankOf(Math.max(0, centre[h] + errors[h]));
            }
            path++;
        }
        return new Forecast(
                observations.end(), settings.step(), curves, ranks, provenance(history));
    }

    private Provenance provenance(Series history) {
        SortedMap<String, Double> weights = new TreeMap<>();
        List<String> sleeping = new ArrayList<>();
        long awake = experts.stream().filter(Expert::isAwake).count();
        for (Expert expert : experts) {
            if (expert.isAwake()) {
                weights.put(expert.name(), 1.0 / awake);
            } else {
                sleeping.add(expert.name());
            }
        }
        return new Provenance(
                weights,
                sleeping,
                settings.step().multipliedBy(history.size()),
                history.completeness(),
                OptionalDouble.empty());
    }

    private double[] centre(int steps) {
        double[] sum = new double[steps];
        int awake = 0;
        for (Expert expert : experts) {
            if (expert.isAwake()) {
                double[] path = expert.forward(steps);
                for (int h = 0; h < steps; h++) {
                    sum[h] += path[h];
                }
                awake++;
            }
        }
        for (int h = 0; h < steps; h++) {
            sum[h] /= Math.max(1, awake);
        }
        return sum;
    }

    private OptionalDouble usable(OptionalDouble value) {
        if (value.isPresent()
                && !(value.getAsDouble() >= 0 && value.getAsDouble() <= LARGEST_USABLE)) {
            unusable++;
            return OptionalDouble.empty();
        }
        return value;
    }

    private void advanceTo(Instant slotStart) {
        if (observations.isEmpty()) {
            observations.startAt(slotStart);
            return;
        }
        Duration ahead = Duration.between(observations.end(), slotStart);
        long skipped = ahead.dividedBy(settings.step());
        if (ahead.isNegative() || !settings.step().multipliedBy(skipped).equals(ahead)) {
            throw new IllegalArgumentException(
                    "slot must follow " + observations.end() + " on the grid, was " + slotStart);
        }
        for (long i = 0; i < skipped; i++) {
            step(OptionalDouble.empty());
        }
    }

    private void step(OptionalDouble value) {
        if (value.isPresent()) {
            score(value.getAsDouble());
        }
        observations.add(value);
        experts.forEach(e -> e.observe(value));
        if (++sinceRefit >= settings.slotsIn(Duration.ofDays(1))
                || experts.stream().noneMatch(Expert::isAwake)) {
            refit();
        }
        if (experts.stream().anyMatch(Expert::isAwake)) {
            issued.addFirst(centre(settings.reach()));
            if (issued.size() > settings.reach()) {
                issued.removeLast();
            }
        }
    }

    private void score(double value) {
        int h = 0;
        for (double[] path : issued) {
            residuals.get(h).add(value - path[h]);
            path[h] = value - path[h]; // from here on the path holds its errors
            h++;
        }
        if (h == settings.reach()) {
            errorPaths.addLast(issued.getLast());
            if (errorPaths.size() > 200) {
                errorPaths.removeFirst();
            }
        }
    }

    private void refit() {
        Series history = observations.series();
        experts.forEach(e -> e.refit(history));
        sinceRefit = 0;
    }
}
