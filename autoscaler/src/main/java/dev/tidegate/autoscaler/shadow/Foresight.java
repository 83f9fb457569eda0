package dev.tidegate.autoscaler.shadow;

import dev.tidegate.forecaster.Forecast;
import dev.tidegate.forecaster.ForecastOutcome;
import dev.tidegate.forecaster.Forecaster;
import dev.tidegate.forecaster.ForecasterSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * What the forecaster makes of the demand so far: quantiles of the largest demand from now until what is ordered now has
 * served a step, from its joint paths. A forecast has not seen the newest demand; it is corrected by how that compares with what
 * was foreseen for it, so that more demand never foresees less. Not thread-safe.
 */
final class Foresight {
    /** What the largest demand stays under with these probabilities. */
    static final double[] QUANTILES = {0.5, 0.9, 0.99};

    private static final Duration RENEWED = Duration.ofMinutes(5);
    private static final double LEAST_CORRECTION = 0.3;
    private static final double LARGEST_CORRECTION = 3;

    private final Duration step;
    private final int every; // slots
    private final int reach;
    private final Forecaster forecaster;
    private final double[] foreseen = new double[QUANTILES.length];
    private final double[] values = new double[QUANTILES.length];
    private ForecastOutcome newest = new ForecastOutcome.TooLittleHistory(0, 1);
    private int ahead; // slots from the forecast's origin to the newest demand, that one included
    private long slots;

    Foresight(Duration step, int lag) {
        this(
                step,
                lag,
                Forecaster.of(
                        ForecasterSettings.forStep(step)
                                .withReach(
                                        Math.min(
                                                2 * lag + 1 + every(step),
                                                ForecasterSettings.LONGEST_REACH))));
    }

    private Foresight(Duration step, int lag, Forecaster forecaster) {
        this.step = step;
        this.forecaster = forecaster;
        every = every(step);
        ahead = every;
        reach = Math.min(lag + 1 + every, ForecasterSettings.LONGEST_REACH);
    }

    private static int every(Duration step) {
        return (int) Math.max(1, RENEWED.dividedBy(step));
    }

    /** The same forecaster, asked for as far ahead as another launch time needs, up to twice that of the first. */
    Foresight withLag(int other) {
        Foresight next = new Foresight(step, other, forecaster);
        next.slots = slots;
        return next;
    }

    /**
     * Takes in the next slot.
     *
     * @param seen  its demand, if it was seen
     * @param taken what it is taken to be
     */
    void add(OptionalDouble seen, double taken) {
        if (ahead == every) {
            foresee();
            ahead = 0;
        }
        ahead++;
        if (newest instanceof ForecastOutcome.Forecasted told) {
            double correction = correction(told.forecast(), taken);
            for (int i = 0; i < values.length; i++) {
                values[i] = foreseen[i] * correction;
            }
        } else {
            Arrays.fill(values, taken);
        }
        forecaster.observe(Instant.EPOCH.plus(step.multipliedBy(slots++)), seen);
    }

    /** The largest demand to come stays under this with the probability of that place. */
    double value(int place) {
        return values[place];
    }

    private void foresee() {
        newest = forecaster.forecast(reach);
        if (newest instanceof ForecastOutcome.Forecasted told) {
            Forecast forecast = told.forecast();
            for (int i = 0; i < foreseen.length; i++) {
                foreseen[i] =
                        forecast.maximumQuantile(
                                Math.min(2, forecast.steps()), forecast.steps(), QUANTILES[i]);
            }
        }
    }

    private double correction(Forecast forecast, double taken) {
        double expected = forecast.quantile(ahead, 0.5);
        return expected > 0
                ? Math.max(LEAST_CORRECTION, Math.min(LARGEST_CORRECTION, taken / expected))
                : 1;
    }
}
