package dev.tidegate.autoscaler.loop;

import dev.tidegate.autoscaler.situation.FloorOverride;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.tier.Evidence;
import dev.tidegate.runbooks.tier.Tier;
import java.time.Instant;
import java.util.List;

/**
 * What people and books do beside the loop: their word on a fleet's floor, and the books that a tier calls for. Answers
 * without blocking for long, and with nothing when it does not know.
 */
public interface Intervention {

    /** What holds for the target's floor at {@code now}. */
    List<FloorOverride> overrides(Target target, Instant now);

    /** Names of the books that are meant for a tier. */
    List<String> books(Tier tier);

    /**
     * A workload has entered a tier: automatic books that are meant for it may begin. Told again after a restart while the tier
     * stands, as it was told then: what began before does not begin again.
     *
     * @param at when, by which the two are known to be the same
     */
    void entered(Tier tier, String workload, Evidence evidence, Instant at);

    /** A workload has left a tier: what was to begin for it, and could not yet, need not any more. */
    void left(Tier tier, String workload);

    /** Nobody intervenes. */
    static Intervention none() {
        return new Intervention() {
            @Override
            public List<FloorOverride> overrides(Target target, Instant now) {
                return List.of();
            }

            @Override
            public List<String> books(Tier tier) {
                return List.of();
            }

            @Override
            public void entered(Tier tier, String workload, Evidence evidence, Instant at) {}

            @Override
            public void left(Tier tier, String workload) {}
        };
    }
}
