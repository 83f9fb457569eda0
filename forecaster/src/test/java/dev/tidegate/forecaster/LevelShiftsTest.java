package dev.tidegate.forecaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LevelShiftsTest {
    private static final Duration STEP = Duration.ofMinutes(5);
    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final int DAY = 288;
    private static final int SHIFT = 9 * DAY + 100;

    private final LevelShifts shifts = new LevelShifts(DAY);

    @ParameterizedTest
    @ValueSource(doubles = {2, 1.6, 0.5})
    void aLevelThatStaysIsSeenWithinAnHour(double factor) {
        double[] values = service(SHIFT + 12, i -> i >= SHIFT ? factor : 1);

        int seen = feed(values);

        assertThat(seen).isEqualTo(1);
        LevelShifts.Shift shift = shifts.latest().orElseThrow();
        assertThat(shift.factor()).isCloseTo(factor, within(0.15 * factor));
        assertThat(shift.slot()).isBetween(SHIFT - 3, SHIFT + 3);
    }

    @Test
    void aSpikeOfTwentyMinutesIsNoShift() {
        double[] values = service(10 * DAY, i -> i >= SHIFT && i < SHIFT + 4 ? 10 : 1);

        assertThat(feed(values)).isZero();
    }

    @Test
    void neitherDayNorKnownWeekendIsAShift() {
        double[] values = service(20 * DAY, i -> 1);

        feed(Arrays.copyOf(values, 8 * DAY));
        int later = 0;
        for (int i = 8 * DAY; i < values.length; i++) {
            later += shifts.observe(OptionalDouble.of(values[i])) ? 1 : 0;
        }

        assertThat(later).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {2, 0.5})
    void forecastsAreAsSharpAsBeforeAfterThreeHours(double factor) {
        double calm = lossInTheFourthHour(1);

        double shifted = lossInTheFourthHour(factor);

        assertThat(shifted / factor).isLessThan(1.25 * calm);
    }

    @Test
    void whereAForecastComesFromSaysSo() {
        Forecaster forecaster = Forecaster.forStep(STEP);
        forecaster.observe(Series.of(START, STEP, service(SHIFT + 24, i -> i >= SHIFT ? 2 : 1)));

        Provenance.LevelShift shift = forecast(forecaster).provenance().levelShift().orElseThrow();

        assertThat(shift.factor()).isCloseTo(2, within(0.3));
        assertThat(shift.since())
                .isBetween(
                        START.plus(STEP.multipliedBy(SHIFT - 3)),
                        START.plus(STEP.multipliedBy(SHIFT + 3)));
    }

    /** Mean absolute error of the median an hour ahead, over the fourth hour after the shift. */
    private static double lossInTheFourthHour(double factor) {
        double[] values = service(SHIFT + 60, i -> i >= SHIFT ? factor : 1);
        Forecaster forecaster = Forecaster.forStep(STEP);
        forecaster.observe(Series.of(START, STEP, Arrays.copyOf(values, SHIFT)));
        double loss = 0;
        for (int i = SHIFT; i < SHIFT + 48; i++) {
            forecaster.observe(START.plus(STEP.multipliedBy(i)), OptionalDouble.of(values[i]));
            for (int ahead = 1; i >= SHIFT + 36 && ahead <= 12; ahead++) {
                loss += Math.abs(values[i + ahead] - forecast(forecaster).quantile(ahead, 0.5));
            }
        }
        return loss;
    }

    private static Forecast forecast(Forecaster forecaster) {
        return ((ForecastOutcome.Forecasted) forecaster.forecast(12)).forecast();
    }

    private int feed(double[] values) {
        int seen = 0;
        for (double value : values) {
            seen += shifts.observe(OptionalDouble.of(value)) ? 1 : 0;
        }
        return seen;
    }

    /** A daily season and a weekend at four fifths, with noise, times the given factor. */
    private static double[] service(int slots, IntToDoubleFunction times) {
        Random random = new Random(6);
        double[] values = new double[slots];
        for (int i = 0; i < slots; i++) {
            double day = 1 + 0.5 * Math.sin(2 * Math.PI * i / DAY);
            double week = i / DAY % 7 >= 5 ? 0.8 : 1;
            double noise = 1 + 0.05 * random.nextGaussian();
            values[i] = day * week * noise * times.applyAsDouble(i);
        }
        return values;
    }
}
