package dev.tidegate.forecaster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Half-hours, 48 a day, with as much history as a rebuild uses: from then on the window slides. */
final class PhaseTest {
    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(30);
    private static final int DAY = 48;
    private static final ForecasterSettings SETTINGS = ForecasterSettings.forStep(STEP);
    private static final int WINDOW = new EnsembleSpec(SETTINGS).history();

    /** Saves at {@code saved}, and compares again {@code later} slots later. */
    @Property(tries = 10, seed = "6")
    void aRestoredForecasterSaysTheSameWhateverItsPhase(
            @ForAll @IntRange(max = 2 * DAY) int phase,
            @ForAll @IntRange(min = 1, max = DAY + 24) int saved,
            @ForAll @IntRange(min = 1, max = DAY) int later) {
        Forecaster original = Forecaster.of(of(phase));
        original.observe(history(WINDOW - DAY / 2));
        feed(original, WINDOW - DAY / 2, WINDOW + saved);

        Forecaster restored = Forecaster.restore(original.save());

        assertThat(told(restored)).isEqualTo(told(original));
        feed(original, WINDOW + saved, WINDOW + saved + later);
        feed(restored, WINDOW + saved, WINDOW + saved + later);
        assertThat(told(restored)).isEqualTo(told(original));
        assertThat(restored.save().rebuiltAfter()).isEqualTo(original.save().rebuiltAfter());
    }

    @Test
    void aPhasePutsRebuildsOffAndLeavesADayBetweenThem() {
        int phase = 18;
        Forecaster forecaster = Forecaster.ofModel(of(phase), "naive");
        forecaster.observe(history(WINDOW));

        List<Integer> rebuilt = new ArrayList<>();
        Instant windowStart = forecaster.save().observed().start();
        for (int slot = WINDOW; slot < WINDOW + 6 * DAY; slot++) {
            feed(forecaster, slot, slot + 1);
            Instant now = forecaster.save().observed().start();
            if (now.isAfter(windowStart)) {
                rebuilt.add((int) Duration.between(START, now).dividedBy(STEP));
            }
            windowStart = now;
        }

        assertThat(rebuilt)
                .startsWith(phase, phase + DAY, phase + 2 * DAY, phase + 3 * DAY, phase + 4 * DAY);
    }

    private static ForecasterSettings of(int phase) {
        return new ForecasterSettings(STEP, SETTINGS.horizon(), phase, List.of());
    }

    private static Series history(int slots) {
        double[] values = new double[slots];
        Arrays.setAll(values, PhaseTest::demand);
        return Series.of(START, STEP, values);
    }

    private static void feed(Forecaster forecaster, int from, int to) {
        for (int i = from; i < to; i++) {
            forecaster.observe(START.plus(STEP.multipliedBy(i)), OptionalDouble.of(demand(i)));
        }
    }

    private static double demand(int slot) {
        return 100 + 40 * Math.sin(slot * Math.PI / 24) + Math.floorMod(slot * 7919, 101) / 9.0;
    }

    private static List<Double> told(Forecaster forecaster) {
        Forecast forecast = ((ForecastOutcome.Forecasted) forecaster.forecast(3)).forecast();
        List<Double> told = new ArrayList<>();
        for (int ahead = 1; ahead <= 3; ahead++) {
            told.add(forecast.quantile(ahead, 0.1));
            told.add(forecast.quantile(ahead, 0.9));
        }
        told.add(forecast.maximumQuantile(1, 3, 0.99));
        return told;
    }
}
