package dev.tidegate.autoscaler.plan;

import dev.tidegate.autoscaler.capacity.LeadTime;
import dev.tidegate.autoscaler.capacity.Replicas;

/**
 * What a plan is based on, before the guards.
 *
 * @param policy   the best of the followed policies, as text
 * @param policies number of followed policies
 * @param reactive replicas that the newest known demand needs
 * @param need     replicas that the followed policies want
 * @param lead     lead time in use: measured, or the prior until enough launches were measured
 */
public record Explanation(
        String policy, int policies, Replicas reactive, Replicas need, LeadTime lead) {
    /** The policy while none is followed: no demand or no throughput is known. */
    public static final String NO_POLICY = "none";
}
