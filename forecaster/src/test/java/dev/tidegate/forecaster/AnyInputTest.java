package dev.tidegate.forecaster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Arbitrary series, with constant, zero, missing, negative, huge, jumping or noisy stretches. */
final class AnyInputTest {
    private static final Instant BEFORE_CLOCK_CHANGE = Instant.parse("2024-03-30T12:00:00Z");
    private static final int STEPS = 12;

    @Property(tries = 20, seed = "4")
    void aForecastOrAStatedRefusalComesOut(
            @ForAll("steps") Duration step, @ForAll("stretches") List<Stretch> stretches) {
        Forecaster forecaster = Forecaster.forStep(step);
        forecaster.observe(join(step, stretches));

        ForecastOutcome outcome = forecaster.forecast(STEPS);

        if (outcome instanceof ForecastOutcome.Forecasted forecasted) {
            checkQuantiles(forecasted.forecast());
        } else if (outcome instanceof ForecastOutcome.Refused refused) {
            assertThat(refused.detail()).isNotBlank();
        } else {
            assertThat(((ForecastOutcome.TooLittleHistory) outcome).knownSlots()).isLessThan(12);
        }
    }

    @Property(tries = 6, seed = "5")
    void cuttingOffTheFutureChangesNoForecast(@ForAll("stretches") List<Stretch> stretches) {
        Duration step = Duration.ofMinutes(30);
        Series whole = join(step, stretches);
        Instant origin = whole.timeAt(whole.size() / 2);
        Series cut = whole.before(origin).last(whole.size());

        assertThat(medians(step, whole.before(origin))).isEqualTo(medians(step, cut));
    }

    private static List<Double> medians(Duration step, Series history) {
        Forecaster forecaster = Forecaster.forStep(step);
        forecaster.observe(history);
        List<Double> medians = new ArrayList<>();
        if (forecaster.forecast(STEPS) instanceof ForecastOutcome.Forecasted forecasted) {
            for (int ahead = 1; ahead <= STEPS; ahead++) {
                medians.add(forecasted.forecast().quantile(ahead, 0.5));
            }
        }
        return medians;
    }

    private static void checkQuantiles(Forecast forecast) {
        for (int ahead = 1; ahead <= STEPS; ahead++) {
            double below = 0;
            for (double p : new double[] {1e-6, 0.01, 0.5, 0.95, 0.99, 0.999999}) {
                double value = forecast.quantile(ahead, p);
                assertThat(value).isFinite().isGreaterThanOrEqualTo(below);
                below = value;
            }
        }
        assertThat(forecast.maximumQuantile(1, STEPS, 0.99))
                .isFinite()
                .isGreaterThanOrEqualTo(forecast.quantile(STEPS, 0.99));
    }

    @Provide
    Arbitrary<Duration> steps() {
        return Arbitraries.of(10L, 60L, 300L, 600L, 1_800L, 86_400L).map(Duration::ofSeconds);
    }

    @Provide
    Arbitrary<List<Stretch>> stretches() {
        Arbitrary<Integer> lengths =
                Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(10, Arbitraries.integers().between(1, 300)),
                        net.jqwik.api.Tuple.of(1, Arbitraries.just(10_000)));
        Arbitrary<Double> sizes =
                Arbitraries.of(0.0, 1e-300, 1e-3, 1.0, 50.0, 1e6, 1e300, Double.MAX_VALUE, -7.0);
        return Combinators.combine(Arbitraries.of(Kind.values()), lengths, sizes)
                .as(Stretch::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    private static Series join(Duration step, List<Stretch> stretches) {
        int size = stretches.stream().mapToInt(Stretch::length).sum();
        double[] values = new double[size];
        BitSet known = new BitSet(size);
        int at = 0;
        for (Stretch stretch : stretches) {
            for (int i = 0; i < stretch.length; i++) {
                values[at] = stretch.value(i);
                known.set(at++, stretch.kind != Kind.MISSING);
            }
        }
        return Series.of(BEFORE_CLOCK_CHANGE, step, values, known);
    }

    enum Kind {
        CONSTANT,
        MISSING,
        NOISY,
        ALTERNATING,
        GROWING,
        SEASONAL
    }

    record Stretch(Kind kind, int length, double size) {
        double value(int i) {
            int noise = Math.floorMod(i * 7919 + 13, 101);
            return switch (kind) {
                case CONSTANT, MISSING -> size;
                case NOISY -> size / 101 * noise;
                case ALTERNATING -> i % 2 == 0 ? size : 0;
                case GROWING -> Math.min(Double.MAX_VALUE, size / 400 * i);
                case SEASONAL -> size / 2 * (1 + Math.sin(2 * Math.PI * i / 48));
            };
        }
    }
}
