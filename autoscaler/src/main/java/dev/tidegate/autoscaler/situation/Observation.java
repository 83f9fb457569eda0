package dev.tidegate.autoscaler.situation;

import java.util.OptionalDouble;

/** Demand in the last finished step: a rate, whole or partial, or the reason why it is missing. Zero is a rate. */
public sealed interface Observation {
    /** Largest plausible rate, in units a second. */
    double MAX_PLAUSIBLE = 1e15;

    /** The rate, in units a second. */
    record Seen(double rate) implements Observation {
        public Seen {
            requireRate(rate);
        }

        @Override
        public OptionalDouble value() {
            return OptionalDouble.of(rate);
        }
    }

    /** A rate read before all samples of the step had arrived, in units a second: demand was at least this. */
    record Partial(double rate) implements Observation {
        public Partial {
            requireRate(rate);
        }

        @Override
        public OptionalDouble value() {
            return OptionalDouble.of(rate);
        }
    }

    private static void requireRate(double rate) {
        if (!(rate >= 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException("demand must be zero or more, was " + rate);
        }
    }

    /** The observation of a rate of zero or more; an implausibly large one is missing. */
    static Observation of(double rate) {
        return rate > MAX_PLAUSIBLE ? new Missing(Reason.DEMAND_OUT_OF_RANGE) : new Seen(rate);
    }

    record Missing(Reason why) implements Observation {
        @Override
        public OptionalDouble value() {
            return OptionalDouble.empty();
        }
    }

    OptionalDouble value();
}
