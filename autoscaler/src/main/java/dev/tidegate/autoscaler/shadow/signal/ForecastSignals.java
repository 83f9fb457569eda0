package dev.tidegate.autoscaler.shadow.signal;

import dev.tidegate.forecaster.Forecast;
import dev.tidegate.forecaster.ForecastOutcome;
import dev.tidegate.forecaster.Forecaster;
import dev.tidegate.forecaster.ForecasterSettings;
import dev.tidegate.forecaster.series.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What the forecaster makes of the demand so far: quantiles of the largest demand from now until what is ordered now has
 * served a step, from its joint paths. Fine grids are forecast in slots of five minutes. A forecast has not seen the newest
 * demand; it is corrected by how that compares with what was foreseen for it, so that more demand never foresees less, and the
 * less the smaller both are beside what is foreseen: a quiet minute before the doors open says little of the crowd. Not thread-safe.
 */
final class ForecastSignals {
    /** What the largest demand stays under with these probabilities. */
    private static final double[] QUANTILES = {0.5, 0.9, 0.99};

    private static final Duration FINEST = Duration.ofMinutes(5);
    private static final double LEAST_CORRECTION = 0.3;
    private static final double LARGEST_CORRECTION = 3;
    private static final double UNTOLD =
            0.2; // of the median to come, which a comparison says nothing about

    private final Duration step;
    private final int width; // slots that are forecast as one
    private final int longest; // of those, that can be asked for
    private int reach; // of those
    private final Forecaster forecaster;
    private final double[] foreseen = new double[QUANTILES.length];
    private final double[] values = new double[QUANTILES.length];
    private double expected; // median of the wide slot that is not over
    private boolean told;
    private OptionalDouble coverage95 = OptionalDouble.empty();
    private double takenSum; // in the wide slot that is not over
    private int taken;
    private double seenSum;
    private int seen;
    private Instant origin = Instant.EPOCH; // start of the first slot
    private long wideSlots;

    /** @param events when demand is known to be unlike itself */
    ForecastSignals(Duration step, int lag, List<Event> events) {
        this.step = step;
        width = width(step);
        reach = reach(lag, width);
        longest = reach(2 * lag, width);
        forecaster =
                Forecaster.of(
                        ForecasterSettings.forStep(step.multipliedBy(width))
                                .withHorizon(longest)
                                .withEvents(events));
    }

    private static int width(Duration step) {
        return (int) Math.max(1, FINEST.dividedBy(step));
    }

    /** Wide slots from the one that is not over until what is ordered now has served a step. */
    private static int reach(int lag, int width) {
        return Math.min(2 + lag / width, ForecasterSettings.MAX_HORIZON);
    }

    /** From the next wide slot on asks as far ahead as another launch time needs, at most twice that of the first. */
    void reachFor(int lag) {
        reach = Math.min(longest, reach(lag, width));
    }

    /** When the first slot starts, which events depend on. */
    void beginAt(Instant start) {
        origin = start;
    }

    /**
     * Takes in the next slot.
     *
     * @param demand its demand, if it was seen
     * @param instead what it is taken to be
     */
    void add(OptionalDouble demand, double instead) {
        if (taken == 0) {
            foresee();
        }
        takenSum += instead;
        taken++;
        if (demand.isPresent()) {
            seenSum += demand.getAsDouble();
            seen++;
        }
        double correction = correction();
        for (int i = 0; i < values.length; i++) {
            values[i] = told ? foreseen[i] * correction : instead;
        }
        if (taken == width) {
            finish();
        }
    }

    /** The largest demand to come stays under this with the probability of that place. */
    double value(int place) {
        return values[place];
    }

    OptionalDouble coverage95() {
        return coverage95;
    }

    private void foresee() {
        told = false;
        if (forecaster.forecast(reach) instanceof ForecastOutcome.Forecasted outcome) {
            Forecast forecast = outcome.forecast();
            for (int i = 0; i < foreseen.length; i++) {
                foreseen[i] = forecast.maximumQuantile(Math.min(2, reach), reach, QUANTILES[i]);
            }
            expected = forecast.quantile(1, 0.5);
            coverage95 = forecast.provenance().coverage95();
            told = true;
        }
    }

    private double correction() {
        double untold = UNTOLD * foreseen[0];
        if (expected + untold <= 0) {
            return 1;
        }
        double ratio = (takenSum / taken + untold) / (expected + untold);
        return Math.max(LEAST_CORRECTION, Math.min(LARGEST_CORRECTION, ratio));
    }

    private void finish() {
        Instant start = origin.plus(step.multipliedBy(width * wideSlots++));
        forecaster.observe(
                start, seen > 0 ? OptionalDouble.of(seenSum / seen) : OptionalDouble.empty());
        takenSum = 0;
        taken = 0;
        seenSum = 0;
        seen = 0;
    }
}
