package dev.tidegate.autoscaler.backtest;

import dev.tidegate.forecaster.ExternalModel;
import dev.tidegate.forecaster.neural.LstmShape;
import dev.tidegate.forecaster.neural.Training;
import dev.tidegate.forecaster.neural.TrainingAvailability;
import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;

/** A network for a back test: it learns once, from what lies well before the first origin. */
public final class BackTestNetwork {
    private static final Duration JUDGED = Duration.ofDays(1); // before the first origin

    /** No network can be trained here, or from this. */
    public static final class Unavailable extends Exception {
        private static final long serialVersionUID = 1L;

        Unavailable(String why) {
            super(why);
        }
    }

    private BackTestNetwork() {}

    /**
     * Trains one, which takes seconds to a minute.
     *
     * @param from first slot that may be an origin
     * @param steps how far ahead
     */
    public static ExternalModel taught(Series counts, int from, int steps) throws Unavailable {
        if (!(TrainingAvailability.detect() instanceof TrainingAvailability.Available open)) {
            throw new Unavailable(
                    ((TrainingAvailability.Unavailable) TrainingAvailability.detect()).why());
        }
        Instant until = counts.timeAt(from).minus(JUDGED);
        Training training = open.trainer().train(counts.before(until), steps, LstmShape.DEFAULT);
        if (training instanceof Training.Trained trained) {
            return new ExternalModel(trained.network(), until);
        }
        Training.TooLittleHistory little = (Training.TooLittleHistory) training;
        throw new Unavailable(
                "the LSTM found %d moments to learn from before %s, needs %d"
                        .formatted(little.samples(), until, little.needed()));
    }
}
