package dev.tidegate.autoscaler.situation;

import java.util.OptionalDouble;

/** Demand in the step just finished: a rate, or the reason why there is none. Zero is a rate. */
public sealed interface Observation {
    /** Units a second; no service meets more. */
    double BEYOND_SENSE = 1e15;

    /** The rate, in units a second. */
    record Seen(double rate) implements Observation {
        public Seen {
            if (!(rate >= 0) || Double.isInfinite(rate)) {
                throw new IllegalArgumentException("demand must be zero or more, was " + rate);
            }
        }

        @Override
        public OptionalDouble value() {
            return OptionalDouble.of(rate);
        }
    }

    /** A rate that was read, zero or more; one beyond all sense is missing. */
    static Observation of(double rate) {
        return rate > BEYOND_SENSE ? new Missing(Reason.DEMAND_OUT_OF_RANGE) : new Seen(rate);
    }

    record Missing(Reason why) implements Observation {
        @Override
        public OptionalDouble value() {
            return OptionalDouble.empty();
        }
    }

    OptionalDouble value();
}
