package dev.tidegate.forecaster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.forecaster.ForecastOutcome.Forecasted;
import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.PreparedHistory;
import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The external model knows the law of the series, so its weight shows since when it takes part. */
final class ExternalModelTest {
    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(10);
    private static final int DAY = 144;
    private static final ForecasterSettings HOUR = ForecasterSettings.forStep(STEP).withHorizon(6);
    private static final Series HISTORY = zigzag(8 * DAY);

    @Test
    void aGuestThatIsRightIsFollowed() {
        Forecaster forecaster = Forecaster.of(HOUR);
        forecaster.observe(HISTORY);

        forecaster.addExternalModel(new ExternalModel(new Oracle(), HISTORY.timeAt(6 * DAY)));

        assertThat(weight(forecaster)).isGreaterThan(0.3);
        assertThat(provenance(forecaster).sleeping()).doesNotContain("oracle");
    }

    @Test
    void aGuestSleepsThroughWhatItHasLearntFrom() {
        Forecaster forecaster = Forecaster.of(HOUR);
        forecaster.addExternalModel(new ExternalModel(new Oracle(), HISTORY.timeAt(8 * DAY + 3)));
        forecaster.observe(HISTORY);
        assertThat(provenance(forecaster).sleeping()).contains("oracle");

        for (int i = 0; i < 3; i++) {
            forecaster.observe(HISTORY.timeAt(8 * DAY + i), OptionalDouble.of(1_000));
        }

        assertThat(provenance(forecaster).sleeping()).doesNotContain("oracle");
    }

    @Test
    void aGuestStaysAcrossRebuildsAndIsReplacedByItsName() {
        Forecaster forecaster = Forecaster.of(HOUR);
        forecaster.addExternalModel(new ExternalModel(new Oracle(), HISTORY.timeAt(9 * DAY)));
        forecaster.addExternalModel(new ExternalModel(new Oracle(), HISTORY.timeAt(6 * DAY)));

        forecaster.observe(HISTORY);

        assertThat(weight(forecaster)).isGreaterThan(0.3);
    }

    @Test
    void aGuestAloneSaysNothingBeforeItWakes() {
        Forecaster asleep =
                Forecaster.ofModel(HOUR, new ExternalModel(new Oracle(), HISTORY.end()));
        Forecaster awake =
                Forecaster.ofModel(HOUR, new ExternalModel(new Oracle(), HISTORY.timeAt(DAY)));

        asleep.observe(HISTORY.before(HISTORY.timeAt(7 * DAY)));
        awake.observe(HISTORY);

        assertThat(provenance(asleep).weights()).isEmpty();
        assertThat(provenance(awake).weights()).containsOnlyKeys("oracle");
    }

    private static double weight(Forecaster forecaster) {
        return provenance(forecaster).weights().getOrDefault("oracle", 0.0);
    }

    private static Provenance provenance(Forecaster forecaster) {
        return ((Forecasted) forecaster.forecast(6)).forecast().provenance();
    }

    /** Jumps at random every hour, to a level that the oracle below can compute. */
    private static Series zigzag(int slots) {
        double[] values = new double[slots];
        Arrays.setAll(values, i -> Oracle.law(START.plus(STEP.multipliedBy(i))));
        return Series.of(START, STEP, values);
    }

    private record Oracle() implements Model {
        static double law(Instant at) {
            long hour = at.getEpochSecond() / 3_600;
            return 1_000 + 200 * new Random(hour * 7_919).nextGaussian();
        }

        @Override
        public String name() {
            return "oracle";
        }

        @Override
        public int minSlots(int variant) {
            return 1;
        }

        @Override
        public FittedModel fit(PreparedHistory past) {
            Series history = past.series();
            return new Seer(
                    history.end(),
                    history.value(history.size() - 1) / law(history.timeAt(history.size() - 1)));
        }
    }

    private static final class Seer implements FittedModel {
        private final double unit; // the series comes in units of its usual size
        private Instant next;

        Seer(Instant next, double unit) {
            this.next = next;
            this.unit = unit;
        }

        @Override
        public void observe(double value) {
            observeMissing();
        }

        @Override
        public void observeMissing() {
            next = next.plus(STEP);
        }

        @Override
        public double forecast(int variant, int steps) {
            return unit * Oracle.law(next.plus(STEP.multipliedBy(steps - 1L)));
        }
    }
}
