package dev.tidegate.autoscaler.plan;

import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.situation.Reason;
import java.time.Duration;
import java.time.Instant;

/** Whether the need can be met in time; a shortfall escalates to the tiers. */
public sealed interface Feasibility {

    /** The plan meets the need. */
    record Met() implements Feasibility {}

    /** Missing replicas, from an instant, for the time expected now. */
    record Shortfall(Replicas missing, Instant from, Duration lasting, Reason why)
            implements Feasibility {
        public Shortfall {
            if (missing.count() == 0) {
                throw new IllegalArgumentException("a shortfall of no replicas is none");
            }
            if (lasting.isNegative()) {
                throw new IllegalArgumentException(
                        "a shortfall lasts zero or more, was " + lasting);
            }
        }
    }

    Feasibility MET = new Met();
}
