package dev.tidegate.forecaster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.PreparedHistory;
import dev.tidegate.forecaster.series.Series;
import dev.tidegate.forecaster.state.SavedState;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** One model on half-hours, 48 a day, so that a rebuild is done within 24 slots after the end of a day. */
final class FittedEnsembleTest {
    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(30);
    private static final int DAY = 48;
    private static final ForecasterSettings SETTINGS = ForecasterSettings.forStep(STEP);

    private final Observations observations = new Observations(STEP);

    @Test
    void aDaysRebuildIsSpreadOverTheStepsAfterIt() {
        Forecaster forecaster = Forecaster.ofModel(SETTINGS, "naive");
        forecaster.observe(history(20 * DAY));
        assertThat(rebuiltAfter(forecaster)).isEqualTo(20 * DAY);

        int steps = 0;
        while (rebuiltAfter(forecaster) == 20 * DAY) {
            assertThat(steps).isLessThan(DAY + 24);
            observe(forecaster, 20 * DAY + steps++);
        }

        assertThat(steps).isGreaterThan(DAY + 5);
        assertThat(rebuiltAfter(forecaster)).isEqualTo(21 * DAY);
    }

    @Test
    void aYoungServiceIsLearntAnewEachTimeItsHistoryHasDoubled() {
        Forecaster forecaster = Forecaster.ofModel(SETTINGS, "naive");

        for (int i = 0; i < DAY; i++) {
            observe(forecaster, i);
        }

        assertThat(rebuiltAfter(forecaster)).isBetween(DAY / 2, DAY - 1);
    }

    @Test
    void whatIsHeldStartsWithTheWindowOfTheLiveGeneration() {
        Forecaster forecaster = Forecaster.ofModel(SETTINGS, "naive");
        int window = new EnsembleSpec(SETTINGS).history();
        forecaster.observe(history(window));

        for (int i = 0; i < DAY; i++) {
            observe(forecaster, window + i);
        }
        assertThat(forecaster.save().observed().start()).isEqualTo(START);
        for (int i = DAY; i < DAY + 24; i++) {
            observe(forecaster, window + i);
        }

        SavedState saved = forecaster.save();
        assertThat(saved.observed().start()).isEqualTo(START.plus(STEP.multipliedBy(DAY)));
        assertThat(saved.observed().size()).isEqualTo(window + 24);
        assertThat(saved.rebuiltAfter()).isEqualTo(window);
    }

    @Test
    void aPartIsOneFitOrAFewSlots() {
        Counting counting = new Counting();
        ExternalModel externalModel = new ExternalModel(counting, START);
        observations.startAt(START);
        for (int i = 0; i < 20 * DAY; i++) {
            observations.add(demand(i));
        }
        FittedEnsemble generation =
                new FittedEnsemble(
                        new EnsembleSpec(SETTINGS).withOnly("naive"),
                        SETTINGS,
                        List.of(externalModel),
                        observations,
                        0);

        int steps = 0;
        int most = 0;
        while (!generation.isTrained()) {
            int before = counting.done;
            generation.trainStep();
            most = Math.max(most, counting.done - before);
            steps++;
        }

        assertThat(steps).isGreaterThan(10).isLessThanOrEqualTo(generation.maxTrainingSteps());
        assertThat(most).isBetween(1, 64);
        assertThat(counting.fits).isGreaterThan(1);
    }

    @Test
    void aSeriesThatFellSilentStartsAgain() {
        Forecaster forecaster = Forecaster.ofModel(SETTINGS, "naive");
        int window = new EnsembleSpec(SETTINGS).history();
        forecaster.observe(history(100));

        forecaster.advanceTo(START.plus(STEP.multipliedBy(100 + window)));
        assertThat(forecaster.forecast(1)).isInstanceOf(ForecastOutcome.TooLittleHistory.class);
        for (int i = 0; i < 12; i++) {
            observe(forecaster, 100 + window + i);
        }

        assertThat(forecaster.forecast(1)).isInstanceOf(ForecastOutcome.Forecasted.class);
    }

    private static int rebuiltAfter(Forecaster forecaster) {
        return forecaster.save().rebuiltAfter();
    }

    private static void observe(Forecaster forecaster, int slot) {
        forecaster.observe(START.plus(STEP.multipliedBy(slot)), demand(slot));
    }

    private static Series history(int slots) {
        double[] values = new double[slots];
        Arrays.setAll(values, i -> demand(i).getAsDouble());
        return Series.of(START, STEP, values);
    }

    private static OptionalDouble demand(int slot) {
        return OptionalDouble.of(
                100 + 40 * Math.sin(slot * Math.PI / 24) + Math.floorMod(slot * 7919, 101) / 9.0);
    }

    /** Forecasts zero and counts its calls. */
    private static final class Counting implements Model {
        private int done;
        private int fits;

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public int minSlots(int variant) {
            return 1;
        }

        @Override
        public boolean needsRefit() {
            return true;
        }

        @Override
        public FittedModel fit(PreparedHistory past) {
            done += 64; // nothing else has room in the same part
            fits++;
            return new FittedModel() {
                @Override
                public void observe(double value) {
                    done++;
                }

                @Override
                public void observeMissing() {
                    done++;
                }

                @Override
                public double forecast(int variant, int steps) {
                    return 0;
                }
            };
        }
    }
}
