package dev.tidegate.forecaster.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.neural.Training.TooLittleHistory;
import dev.tidegate.forecaster.neural.Training.Trained;
import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests with PyTorch itself, where it is on the class path. */
final class LstmTrainerTest {
    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final Duration STEP = Duration.ofHours(1);
    private static final int DAY = 24;
    private static final int STEPS = 6;
    private static final LstmShape SMALL = new LstmShape(12, 8, 600, 12, 7);

    private static LstmTrainer trainer;
    private static Lstm network;

    @BeforeAll
    static void train() {
        TrainingAvailability workshop = TrainingAvailability.detect();
        Assumptions.assumeTrue(
                workshop instanceof TrainingAvailability.Available, workshop::toString);
        trainer = ((TrainingAvailability.Available) workshop).trainer();
        network = trained(SMALL);
    }

    @Test
    void aNetworkLearnsMoreThanItStartsFrom() {
        Series other = demand(60 * DAY, 2); // same law, other noise

        double own = 0;
        double start = 0; // the last value, grown as it grew a day before
        for (int origin = 40 * DAY; origin + STEPS < other.size(); origin += 7) {
            FittedModel fitted = network.fit(other.before(other.timeAt(origin)));
            int ahead = origin + STEPS - 1;
            double grown =
                    other.value(origin - 1)
                            + other.value(ahead - DAY)
                            - other.value(origin - 1 - DAY);
            own += Math.abs(fitted.forecast(0, STEPS) - other.value(ahead));
            start += Math.abs(grown - other.value(ahead));
        }

        assertThat(own).isLessThan(0.85 * start);
    }

    @Test
    void plainJavaSaysWhatPyTorchSays() {
        LstmBlock block = new LstmBlock(5, 3);
        try (NDManager arrays = NDManager.newBaseManager("PyTorch")) {
            Shape windows = new Shape(1, 9, WindowEncoder.INPUTS);
            block.initialize(arrays, DataType.FLOAT32, windows, new Shape(1, 3));
            block.getParameters().values().forEach(each -> fill(arrays, each));
            NDArray inputs = arrays.randomNormal(windows);
            NDArray growth = arrays.randomNormal(new Shape(1, 3));

            float[] compiled =
                    block.forward(
                                    new ParameterStore(arrays, false),
                                    new NDList(inputs, growth),
                                    false)
                            .singletonOrThrow()
                            .toFloatArray();
            double[] plain =
                    block.weights()
                            .outputs(
                                    new WindowEncoder.Window(
                                            0, 1, inputs.toFloatArray(), growth.toFloatArray()));

            for (int k = 0; k < plain.length; k++) {
                assertThat(plain[k]).isCloseTo(compiled[k], within(1e-5));
            }
            assertThat(plain[0]).isNotEqualTo(plain[1]);
        }
    }

    @Test
    void theSameSeedLearnsTheSame() {
        LstmShape hasty = new LstmShape(12, 4, 200, 1, 7);

        double[] first = ahead(trained(hasty));
        double[] again = ahead(trained(hasty));
        double[] other = ahead(trained(new LstmShape(12, 4, 200, 1, 8)));

        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    @Test
    void aConstantForecastsItself() {
        FittedModel fitted = network.fit(Series.of(START, STEP, constant(100, 42)));

        assertThat(fitted.forecast(0, 1)).isEqualTo(42);
        assertThat(fitted.forecast(0, STEPS)).isEqualTo(42);
    }

    @Test
    void forecastsScaleAndMoveAsTheSeriesDoes() {
        Series line = demand(10 * DAY, 3);
        double[] moved = new double[line.size()];
        Arrays.setAll(moved, i -> 64 + 8 * line.value(i));

        double there = network.fit(line).forecast(0, STEPS);
        double here = network.fit(Series.of(START, STEP, moved)).forecast(0, STEPS);

        assertThat(here).isCloseTo(64 + 8 * there, within(1e-3 * here));
    }

    @Test
    void cuttingOffTheFutureChangesNothing() {
        Series whole = demand(20 * DAY, 4);
        Instant origin = whole.timeAt(9 * DAY);
        Series cut = whole.before(origin).last(9 * DAY);

        assertThat(network.fit(whole.before(origin)).forecast(0, 3))
                .isEqualTo(network.fit(cut).forecast(0, 3));
    }

    @Test
    void carryingOnIsFittingAnew() {
        Series whole = demand(10 * DAY, 5);
        FittedModel carried = network.fit(whole.before(whole.timeAt(9 * DAY)));

        for (int i = 9 * DAY; i < whole.size(); i++) {
            carried.observe(whole.at(i));
        }

        assertThat(carried.forecast(0, 4)).isEqualTo(network.fit(whole).forecast(0, 4));
    }

    @Test
    void missingSlotsLeaveFiniteForecasts() {
        FittedModel fitted = network.fit(demand(3 * DAY, 6));
        for (int i = 0; i < 1_000; i++) {
            fitted.observe(OptionalDouble.empty());
        }
        assertThat(fitted.forecast(0, STEPS)).isFinite();

        fitted.observe(OptionalDouble.of(100));

        assertThat(fitted.forecast(0, STEPS)).isBetween(-1_000.0, 1_000.0);
    }

    @Test
    void fewOrMissingSlotsAreNoLesson() {
        Series whole = demand(20 * DAY, 1);
        BitSet known = new BitSet();
        for (int i = 0; i < whole.size(); i += 5) {
            known.set(i);
        }
        double[] values = new double[whole.size()];
        Arrays.setAll(values, whole::value);
        Series holes = Series.of(START, STEP, values, known);

        assertThat(trainer.train(demand(4 * DAY, 1), STEPS, SMALL))
                .isInstanceOf(TooLittleHistory.class);
        assertThat(trainer.train(holes, STEPS, SMALL)).isEqualTo(new TooLittleHistory(0, 128));
    }

    private static void fill(NDManager arrays, Parameter parameter) {
        parameter
                .getArray()
                .set(arrays.randomNormal(parameter.getArray().getShape()).toByteBuffer());
    }

    private static Lstm trained(LstmShape shape) {
        return ((Trained) trainer.train(demand(40 * DAY, 1), STEPS, shape)).network();
    }

    private static double[] ahead(Lstm network) {
        FittedModel fitted = network.fit(demand(10 * DAY, 9));
        double[] ahead = new double[STEPS];
        Arrays.setAll(ahead, h -> fitted.forecast(0, h + 1));
        return ahead;
    }

    private static double[] constant(int slots, double value) {
        double[] values = new double[slots];
        Arrays.fill(values, value);
        return values;
    }

    private static Series demand(int slots, long seed) {
        Random random = new Random(seed);
        double[] values = new double[slots];
        for (int i = 0; i < slots; i++) {
            double day = 30 * Math.sin(2 * Math.PI * i / DAY);
            values[i] = 100 + day + 5 * random.nextGaussian();
        }
        return Series.of(START, STEP, values);
    }
}
