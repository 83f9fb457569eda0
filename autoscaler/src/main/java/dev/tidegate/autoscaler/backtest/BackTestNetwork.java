package dev.tidegate.autoscaler.backtest;

import dev.tidegate.forecaster.ExternalModel;
import dev.tidegate.forecaster.neural.LstmShape;
import dev.tidegate.forecaster.neural.Training;
import dev.tidegate.forecaster.neural.TrainingAvailability;
import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;

/** Trains an LSTM for a back test: once, on history that ends well before the first origin. */
public final class BackTestNetwork {
    private static final Duration VALIDATION_SPAN =
            Duration.ofDays(1); // between the training data and the first origin

    /** No network can be trained on this machine, or on this series. */
    public static final class Unavailable extends Exception {
        private static final long serialVersionUID = 1L;

        Unavailable(String why) {
            super(why);
        }
    }

    private BackTestNetwork() {}

    /**
     * Trains a network, which takes seconds to a minute.
     *
     * @param from first slot that may be an origin
     * @param steps forecast horizon
     */
    public static ExternalModel train(Series counts, int from, int steps) throws Unavailable {
        TrainingAvailability found = TrainingAvailability.detect();
        if (!(found instanceof TrainingAvailability.Available open)) {
            throw new Unavailable(((TrainingAvailability.Unavailable) found).why());
        }
        Instant until = counts.timeAt(from).minus(VALIDATION_SPAN);
        Training training = open.trainer().train(counts.before(until), steps, LstmShape.DEFAULT);
        if (training instanceof Training.Trained trained) {
            return new ExternalModel(trained.network(), until);
        }
        Training.TooLittleHistory tooLittle = (Training.TooLittleHistory) training;
        throw new Unavailable(
                "the LSTM found %d moments to learn from before %s, needs %d"
                        .formatted(tooLittle.samples(), until, tooLittle.needed()));
    }
}
