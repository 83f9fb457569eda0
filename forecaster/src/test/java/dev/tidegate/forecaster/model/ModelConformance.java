package dev.tidegate.forecaster.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** The conformance tests of every model: one subclass a model. */
public abstract class ModelConformance {
    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final int AHEAD = 20;
    private static final int HISTORY = 240;

    /** The model under test, for a season of 24 slots if it has one. */
    protected abstract Model model();

    /** Whether forecasts shift with the series; multiplicative models do not. */
    protected boolean followsShift() {
        return true;
    }

    @Test
    void constantForecastsItself() {
        double[] ahead = forward(series(HISTORY, i -> 42.0), AHEAD);

        assertThat(ahead).containsOnly(constant(42), within(1e-6));
    }

    @Test
    void forecastFollowsPositiveScale() {
        double[] once = forward(series(HISTORY, noisyDay()), AHEAD);
        double[] scaled = forward(series(HISTORY, i -> 8 * noisyDay().applyAsDouble(i)), AHEAD);

        for (int h = 0; h < AHEAD; h++) {
            assertThat(scaled[h]).isCloseTo(8 * once[h], within(1e-3 * Math.abs(scaled[h]) + 1e-6));
        }
    }

    @Test
    void forecastFollowsShift() {
        double[] once = forward(series(HISTORY, noisyDay()), AHEAD);
        double[] shifted = forward(series(HISTORY, i -> 64 + noisyDay().applyAsDouble(i)), AHEAD);

        for (int h = 0; followsShift() && h < AHEAD; h++) {
            assertThat(shifted[h]).isCloseTo(64 + once[h], within(1e-2 * Math.abs(shifted[h])));
        }
    }

    @Test
    void cuttingOffTheFutureChangesNothing() {
        Series whole = series(HISTORY + 60, noisyDay());
        Series cut = series(HISTORY, noisyDay());

        assertThat(forward(whole.before(cut.end()), AHEAD)).isEqualTo(forward(cut, AHEAD));
    }

    @Test
    void askingChangesNoState() {
        FittedModel fitted = model().fit(series(HISTORY, noisyDay()));

        double[] first = forecasts(fitted, 0, AHEAD);
        forecasts(fitted, 0, 3);
        double[] second = forecasts(fitted, 0, AHEAD);

        assertThat(second).isEqualTo(first);
    }

    @Test
    void missingSlotsLeaveFiniteForecasts() {
        Random random = new Random(7);
        double[] values = new double[300];
        BitSet known = new BitSet();
        for (int i = 0; i < values.length; i++) {
            values[i] = noisyDay().applyAsDouble(i);
            known.set(i, i < 100 || (i >= 180 && random.nextInt(4) > 0));
        }
        known.clear(290, 300);
        FittedModel fitted = model().fit(Series.of(START, Duration.ofHours(1), values, known));
        for (int i = 0; i < 10_000; i++) {
            fitted.observe(OptionalDouble.empty());
        }
        fitted.observe(OptionalDouble.of(100));

        for (int variant = 0; variant < model().variants().size(); variant++) {
            for (double value : forecasts(fitted, variant, AHEAD)) {
                assertThat(value).isBetween(-1_000.0, 1_000.0);
            }
        }
    }

    @Test
    void allZeroStaysFinite() {
        assertThat(forward(series(HISTORY, i -> 0), AHEAD)).containsOnly(constant(0), within(1e-9));
    }

    @Test
    void leastHistoryIsEnough() {
        double[] ahead = forward(series(model().minSlots(), noisyDay()), AHEAD);

        for (double value : ahead) {
            assertThat(value).isFinite();
        }
    }

    protected final double[] forward(Series history, int steps) {
        return forecasts(model().fit(history), model().variants().size() - 1, steps);
    }

    private static double[] constant(double value) {
        double[] ahead = new double[AHEAD];
        Arrays.fill(ahead, value);
        return ahead;
    }

    protected static double[] forecasts(FittedModel fitted, int variant, int steps) {
        double[] ahead = new double[steps];
        Arrays.setAll(ahead, h -> fitted.forecast(variant, h + 1));
        return ahead;
    }

    protected static Series series(int size, IntToDoubleFunction value) {
        double[] values = new double[size];
        Arrays.setAll(values, value);
        return Series.of(START, Duration.ofHours(1), values);
    }

    /** A day of 24 slots around 100, with noise that depends on the slot only. */
    protected static IntToDoubleFunction noisyDay() {
        return i ->
                100
                        + 30 * Math.sin(2 * Math.PI * i / 24)
                        + 5 * new Random(i * 7919L).nextGaussian();
    }
}
