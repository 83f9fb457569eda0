package dev.tidegate.forecaster.model.smoothing;

import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.series.Series;
import java.util.OptionalDouble;

/**
 * Additive Holt–Winters with a damped trend (Hyndman, Koehler, Ord, Snyder 2008, ETS(A,Ad,A)). The
 * smoothing parameters are the best of a small grid by one-step squared error.
 *
 * @param period slots in a season
 */
public record HoltWinters(int period) implements Model {
    private static final double[] LEVELS = {0.1, 0.25, 0.5, 0.8};
    private static final double[] TRENDS = {0.0, 0.05};
    private static final double[] SEASONS = {0.05, 0.3};
    private static final double DAMPING = 0.95;

    public HoltWinters {
        if (period < 2) {
            throw new IllegalArgumentException("period must be at least 2, was " + period);
        }
    }

    @Override
    public String name() {
        return "holt-winters-" + period;
    }

    @Override
    public int leastSlots(int variant) {
        return 2 * period;
    }

    @Override
    public FittedModel fit(Series history) {
        double leastError = Double.POSITIVE_INFINITY;
        Fitted best = new Fitted(period, 1, 0, 0);
        for (double alpha : LEVELS) {
            for (double beta : TRENDS) {
                for (double gamma : SEASONS) {
                    Fitted candidate = new Fitted(period, alpha, beta, gamma);
                    double error = candidate.run(history);
                    if (error < leastError) {
                        leastError = error;
                        best = candidate;
                    }
                }
            }
        }
        return best;
    }

    private static final class Fitted implements FittedModel {
        private final double alpha;
        private final double beta;
        private final double gamma;
        private final double[] season; // ring, next is the coming slot's
        private double level;
        private double trend;
        private int next;

        Fitted(int period, double alpha, double beta, double gamma) {
            this.season = new double[period];
            this.alpha = alpha;
            this.beta = beta;
            this.gamma = gamma;
        }

        double run(Series history) {
            start(history);
            double squares = 0;
            for (int i = 0; i < history.size(); i++) {
                if (!history.isKnown(i)) {
                    observe(OptionalDouble.empty());
                    continue;
                }
                double error = history.value(i) - (level + DAMPING * trend + season[next]);
                squares += i >= season.length ? error * error : 0;
                observe(OptionalDouble.of(history.value(i)));
            }
            return squares;
        }

        private void start(Series history) {
            double sum = 0;
            int count = 0;
            for (int i = 0; i < season.length; i++) {
                if (history.isKnown(i)) {
                    sum += history.value(i);
                    count++;
                }
            }
            level = count == 0 ? 0 : sum / count;
            for (int i = 0; i < season.length; i++) {
                season[i] = history.isKnown(i) ? history.value(i) - level : 0;
            }
        }

        @Override
        public void observe(OptionalDouble value) {
            double foreseen = level + DAMPING * trend;
            if (value.isPresent()) {
                double error = value.getAsDouble() - (foreseen + season[next]);
                level = foreseen + alpha * error;
                trend = DAMPING * trend + alpha * beta * error;
                season[next] += gamma * (1 - alpha) * error;
            } else {
                level = foreseen;
                trend = DAMPING * trend;
            }
            next = (next + 1) % season.length;
        }

        @Override
        public double ahead(int variant, int steps) {
            double damped = DAMPING * (1 - Math.pow(DAMPING, steps)) / (1 - DAMPING);
            return level + damped * trend + season[(next + steps - 1) % season.length];
        }
    }
}
