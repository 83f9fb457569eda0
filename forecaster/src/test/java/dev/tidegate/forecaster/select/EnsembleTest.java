package dev.tidegate.forecaster.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidegate.forecaster.interval.QuantileCurve;
import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.PreparedHistory;
import dev.tidegate.forecaster.model.SeasonalNaive;
import dev.tidegate.forecaster.series.Horizons;
import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Demand of a hundred with noise of five: one expert forecasts a hundred, the others know nothing. */
final class EnsembleTest {
    private static final int DAY = 48;
    private final Random random = new Random(11);

    @Test
    void whoIsRightIsFollowedAtEveryDistance() {
        Ensemble ensemble =
                ensemble(1, new Constant("right", 100, 1), new Constant("erratic", 100, 1, 20));

        play(ensemble, 600);

        assertThat(ensemble.weights()).containsOnlyKeys("right", "erratic");
        assertThat(ensemble.weights().get("right")).isGreaterThan(0.9);
        assertThat(curve(ensemble, 1).at(0.5)).isCloseTo(100, within(2.0));
        assertThat(curve(ensemble, 6).at(0.5)).isCloseTo(100, within(2.0));
    }

    @Test
    void quantilesHoldWhatTheySay() {
        Ensemble ensemble = ensemble(1, new Constant("right", 100, 1));

        play(ensemble, 1_500);

        QuantileCurve curve = curve(ensemble, 4);
        assertThat(curve.at(0.05))
                .isCloseTo(100 - 1.645 * 5, within(2.0)); // of the normal distribution
        assertThat(curve.at(0.95)).isCloseTo(100 + 1.645 * 5, within(2.0));
        assertThat(ensemble.coverage95().orElseThrow()).isCloseTo(0.95, within(0.03));
    }

    @Test
    void aBiasOfAllExpertsIsTakenOut() {
        Ensemble ensemble = ensemble(1, new Constant("low", 90, 1));

        play(ensemble, 1_000);

        assertThat(curve(ensemble, 3).at(0.5)).isCloseTo(100, within(2.0));
    }

    @Test
    void nothingIsKnownOfCoverageBeforeAnOutcome() {
        Ensemble ensemble = ensemble(1, new Constant("right", 100, 1));

        assertThat(ensemble.coverage95()).isEmpty();
        play(ensemble, 1);
        assertThat(ensemble.coverage95()).isEmpty();
        play(ensemble, 1);
        assertThat(ensemble.coverage95()).isPresent();
    }

    @Test
    void whoSleepsIsNamedAndHasNoWeight() {
        Ensemble ensemble =
                ensemble(1, new Constant("right", 100, 1), new Constant("late", 100, 200));

        play(ensemble, 100);

        assertThat(ensemble.sleeping()).containsExactly("late");
        assertThat(ensemble.weights()).containsOnlyKeys("right");
        assertThat(ensemble.hasModelToFit()).isFalse();
        play(ensemble, 100);
        assertThat(ensemble.hasModelToFit()).isTrue();
    }

    @Test
    void missingSlotsTeachNothing() {
        Ensemble ensemble = ensemble(1, new Constant("right", 100, 1));
        play(ensemble, 300);
        double coverage = ensemble.coverage95().orElseThrow();

        for (int i = 0; i < DAY; i++) {
            ensemble.observe(OptionalDouble.empty());
        }

        assertThat(ensemble.coverage95()).hasValue(coverage);
        assertThat(curve(ensemble, 2).at(0.5)).isCloseTo(100, within(2.0));
    }

    @Test
    void withAStrideOnlySomeForecastsAreNoted() {
        Ensemble ensemble = ensemble(7, new Constant("right", 100, 1));

        play(ensemble, 5);
        assertThat(ensemble.coverage95())
                .isEmpty(); // noted after the seventh slot, two came before
        play(ensemble, 1);

        assertThat(ensemble.coverage95()).isPresent();
    }

    private Ensemble ensemble(int stride, Constant... models) {
        return started(stride, List.of(models));
    }

    private static Ensemble started(int stride, List<Model> models) {
        Ensemble ensemble = new Ensemble(models, new Horizons(6, 3), stride, 10 * DAY, 1_000, DAY);
        Series history = Series.of(Instant.EPOCH, Duration.ofMinutes(30), 100, 104);
        ensemble.startAfter(history);
        for (int model = 0; model < ensemble.modelCount(); model++) {
            ensemble.fit(model, PreparedHistory.of(history), false);
        }
        return ensemble;
    }

    private static QuantileCurve curve(Ensemble ensemble, int ahead) {
        return ensemble.curves(ahead).get(ahead - 1);
    }

    private void play(Ensemble ensemble, int slots) {
        for (int i = 0; i < slots; i++) {
            ensemble.observe(OptionalDouble.of(100 + 5 * random.nextGaussian()));
        }
    }

    /** Forecasts the same at every horizon, alternating by {@code swing} from slot to slot. */
    private record Constant(String name, double value, int least, double swing) implements Model {
        Constant(String name, double value, int least) {
            this(name, value, least, 0);
        }

        @Override
        public int minSlots(int variant) {
            return least;
        }

        @Override
        public FittedModel fit(PreparedHistory past) {
            return new FittedModel() {
                private double moved = swing;

                @Override
                public void observe(double seen) {
                    moved = -moved;
                }

                @Override
                public void observeMissing() {
                    moved = -moved;
                }

                @Override
                public double forecast(int variant, int steps) {
                    return value + moved;
                }
            };
        }
    }

    @Test
    void aModelIsFittedOnce() {
        Ensemble ensemble =
                new Ensemble(
                        List.of(new Constant("right", 100, 1)),
                        new Horizons(6, 3),
                        1,
                        10 * DAY,
                        1_000,
                        DAY);
        Series history = Series.of(Instant.EPOCH, Duration.ofMinutes(30), 100, 104);
        ensemble.startAfter(history);

        assertThat(ensemble.fit(0, PreparedHistory.of(history), false)).isTrue();
        assertThat(ensemble.fit(0, PreparedHistory.of(history), false)).isFalse();
    }

    @Test
    void jointPathsAreTheRanksOfOutcomesUntilThen() {
        Ensemble ensemble = ensemble(1, new Constant("right", 100, 1));
        play(ensemble, 66); // an outcome at the far end comes six slots after its forecast
        Supplier<double[][]> early = ensemble.rankPaths(6);
        play(ensemble, 300);

        double[][] late = ensemble.rankPaths(6).get();

        assertThat(early.get()).hasDimensions(60, 6);
        assertThat(late).hasDimensions(200, 6);
        assertThat(Arrays.stream(late).mapToDouble(path -> path[0]).average().orElseThrow())
                .isCloseTo(0.5, within(0.08));
        assertThat(Arrays.stream(late).filter(path -> path[5] < 0.25).count()).isBetween(30L, 70L);
    }

    @Test
    void restlessTimesOfDayAreExpectedToStrayFartherAlsoAfterGaps() {
        Ensemble ensemble = ensemble(1, new Constant("right", 100, 1));
        double[] width = new double[2];
        int slots = 40 * DAY;
        for (int slot = 2; slot < slots; slot++) {
            int restless = slot % DAY < DAY / 2 ? 0 : 1;
            if (slot >= slots - 5 * DAY && slot % DAY % (DAY / 2) > 6) {
                QuantileCurve curve = curve(ensemble, 1);
                width[restless] += curve.at(0.9) - curve.at(0.1);
            }
            double noise = (restless == 1 ? 20 : 2) * random.nextGaussian();
            ensemble.observe(
                    slot % 7 == 3 ? OptionalDouble.empty() : OptionalDouble.of(100 + noise));
        }

        assertThat(width[1] / width[0]).isGreaterThan(5); // of ten
    }

    @Test
    void betweenTwoDistancesItIsSureAsBetweenThem() {
        Ensemble ensemble = started(1, List.of(new SeasonalNaive(1))); // learnt at one, two and six
        double walk = 1_000;
        for (int i = 0; i < 2_000; i++) {
            walk += random.nextGaussian();
            ensemble.observe(OptionalDouble.of(walk));
        }

        // Of a random walk, by the normal distribution: 3.29 times the root of the distance.
        double two = width(ensemble, 2);
        double six = width(ensemble, 6);
        assertThat(two).isCloseTo(3.29 * Math.sqrt(2), within(0.7));
        assertThat(six).isCloseTo(3.29 * Math.sqrt(6), within(1.2));
        assertThat(width(ensemble, 4)).isCloseTo((two + six) / 2, within(0.05));
    }

    private static double width(Ensemble ensemble, int ahead) {
        QuantileCurve curve = curve(ensemble, ahead);
        return curve.at(0.95) - curve.at(0.05);
    }

    @Test
    void whereTheExpertsDisagreeMoreIsExpectedToHappen() {
        Ensemble ensemble = started(1, List.of(new Doubtful("up", 1), new Doubtful("down", -1)));
        double[] width = new double[2];
        int slots = 1_500;
        for (int slot = 0; slot < slots; slot++) {
            int doubt = isInDoubt(slot) ? 1 : 0;
            if (slot >= slots - 200) {
                QuantileCurve curve = curve(ensemble, 1);
                width[doubt] += (curve.at(0.95) - curve.at(0.05)) / 100;
            }
            double noise = random.nextGaussian();
            ensemble.observe(OptionalDouble.of(100 + (doubt == 1 ? 20 : 1) * noise));
        }

        assertThat(width[1] / width[0]).isGreaterThan(4); // of twenty, less the ridge
    }

    /** Pseudo-random, true half of the time. */
    private static boolean isInDoubt(int slot) {
        return new Random(slot * 7_919L).nextInt(100) < 50;
    }

    /** Forecasts a hundred, off by one to its side, or by twenty when in doubt. */
    private record Doubtful(String name, int side) implements Model {
        @Override
        public int minSlots(int variant) {
            return 1;
        }

        @Override
        public FittedModel fit(PreparedHistory past) {
            return new FittedModel() {
                private int slot;

                @Override
                public void observe(double seen) {
                    slot++;
                }

                @Override
                public void observeMissing() {
                    slot++;
                }

                @Override
                public double forecast(int variant, int steps) {
                    return 100 + side * (isInDoubt(slot) ? 20 : 1);
                }
            };
        }
    }
}
