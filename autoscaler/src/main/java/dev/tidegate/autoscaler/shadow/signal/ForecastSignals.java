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
 * Forecast signals: quantiles of the largest demand from now until an order placed now has served a step, from joint
 * forecast paths. Fine grids are forecast in wide slots of five minutes. The forecast does not include the newest
 * demand; it is scaled by the ratio of that demand to its own forecast, so that more demand never forecasts less. The
 * smaller both are beside the demand to come, the weaker the correction: a quiet minute before the doors open says
 * little about the crowd. Not thread-safe.
 */
final class ForecastSignals {
    /** The probabilities of the signals' quantiles. */
    private static final double[] QUANTILES = {0.5, 0.9, 0.99};

    private static final Duration WIDE_SLOT = Duration.ofMinutes(5);
    private static final double MIN_CORRECTION = 0.3;
    private static final double MAX_CORRECTION = 3;
    // Of the forecast median, added to both sides of the ratio.
    private static final double OFFSET_SHARE = 0.2;

    private final Duration step;
    private final int width; // slots in a wide slot
    private final int maxHorizon; // largest horizon, in wide slots
    private int horizon; // current horizon, in wide slots
    private final Forecaster forecaster;
    private final double[] quantiles = new double[QUANTILES.length];
    private final double[] values = new double[QUANTILES.length];
    private double expected; // median forecast of the current wide slot
    private boolean hasForecast;
    private OptionalDouble coverage95 = OptionalDouble.empty();
    private double imputedSum; // over the current wide slot
    private int slots;
    private double observedSum;
    private int observed;
    private Instant origin = Instant.EPOCH; // start of the first slot
    private long wideSlots;

    /** @param events known periods of unusual demand */
    ForecastSignals(Duration step, int lag, List<Event> events) {
        this.step = step;
        width = width(step);
        horizon = horizon(lag, width);
        maxHorizon = horizon(2 * lag, width);
        forecaster =
                Forecaster.of(
                        ForecasterSettings.forStep(step.multipliedBy(width))
                                .withHorizon(maxHorizon)
                                .withEvents(events));
    }

    private static int width(Duration step) {
        return (int) Math.max(1, WIDE_SLOT.dividedBy(step));
    }

    /** Number of wide slots from the current one until an order placed now has served a step. */
    private static int horizon(int lag, int width) {
        return Math.min(2 + lag / width, ForecasterSettings.MAX_HORIZON);
    }

    /** Adjusts the horizon to another lag from the next wide slot on, up to twice the initial lag. */
    void setLag(int lag) {
        horizon = Math.min(maxHorizon, horizon(lag, width));
    }

    /** Sets the start of the first slot, which events depend on. */
    void startAt(Instant start) {
        origin = start;
    }

    /**
     * Adds the next slot.
     *
     * @param demand observed demand, if any
     * @param imputed the demand, or what stands for it
     */
    void add(OptionalDouble demand, double imputed) {
        if (slots == 0) {
            updateForecast();
        }
        imputedSum += imputed;
        slots++;
        if (demand.isPresent()) {
            observedSum += demand.getAsDouble();
            observed++;
        }
        double correction = correction();
        for (int i = 0; i < values.length; i++) {
            values[i] = hasForecast ? quantiles[i] * correction : imputed;
        }
        if (slots == width) {
            finishWideSlot();
        }
    }

    /** The corrected forecast at the quantile with index {@code index}. */
    double value(int index) {
        return values[index];
    }

    OptionalDouble coverage95() {
        return coverage95;
    }

    private void updateForecast() {
        hasForecast = false;
        if (forecaster.forecast(horizon) instanceof ForecastOutcome.Forecasted outcome) {
            Forecast forecast = outcome.forecast();
            for (int i = 0; i < quantiles.length; i++) {
                quantiles[i] =
                        forecast.maximumQuantile(Math.min(2, horizon), horizon, QUANTILES[i]);
            }
            expected = forecast.quantile(1, 0.5);
            coverage95 = forecast.provenance().coverage95();
            hasForecast = true;
        }
    }

    private double correction() {
        double offset = OFFSET_SHARE * quantiles[0];
        if (expected + offset <= 0) {
            return 1;
        }
        double ratio = (imputedSum / slots + offset) / (expected + offset);
        return Math.max(MIN_CORRECTION, Math.min(MAX_CORRECTION, ratio));
    }

    private void finishWideSlot() {
        Instant start = origin.plus(step.multipliedBy(width * wideSlots++));
        forecaster.observe(
                start,
                observed > 0 ? OptionalDouble.of(observedSum / observed) : OptionalDouble.empty());
        imputedSum = 0;
        slots = 0;
        observedSum = 0;
        observed = 0;
    }
}
