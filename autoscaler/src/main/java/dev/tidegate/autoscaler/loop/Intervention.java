package dev.tidegate.autoscaler.loop;

import dev.tidegate.autoscaler.loop.record.OverrideRecord.AuthoredOverride;
import dev.tidegate.autoscaler.loop.record.TierBook;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.tier.Evidence;
import dev.tidegate.runbooks.tier.Tier;
import java.time.Instant;
import java.util.List;

/**
 * Interventions beside the loop: overrides of a fleet's floor, and the runbooks that a tier triggers. Must not block for long,
 * and returns nothing when it does not know.
 */
public interface Intervention {

    /** Overrides of the target's floor in force at {@code now}. */
    List<AuthoredOverride> overrides(Target target, Instant now);

    /** The books that are meant for a tier, opened by the daemon or by a person. */
    List<TierBook> books(Tier tier);

    /**
     * A workload has entered a tier: its automatic books may start. Called again after a restart, with the same instant, while
     * the workload is still on the tier; what was started before must not be started again.
     *
     * @param at when the tier was entered; identifies repeated calls
     */
    void entered(Tier tier, String workload, Evidence evidence, Instant at);

    /** A workload has left a tier: books that were waiting to start for it are dropped. */
    void left(Tier tier, String workload);

    /** No overrides and no books. */
    static Intervention none() {
        return new Intervention() {
            @Override
            public List<AuthoredOverride> overrides(Target target, Instant now) {
                return List.of();
            }

            @Override
            public List<TierBook> books(Tier tier) {
                return List.of();
            }

            @Override
            public void entered(Tier tier, String workload, Evidence evidence, Instant at) {}

            @Override
            public void left(Tier tier, String workload) {}
        };
    }
}
