package dev.tidegate.autoscaler.plan;

import dev.tidegate.autoscaler.capacity.LeadTime;
import dev.tidegate.autoscaler.capacity.Replicas;

/**
 * What a plan was made of, before the guards.
 *
 * @param policy   the best of the policies that are followed, as text
 * @param policies how many policies have a say
 * @param reactive replicas that the newest known demand needs as it stands
 * @param need     replicas that the followed policies ask for
 * @param lead     time from order to ready that was reckoned with: measured, or the prior until it could be
 */
public record Explanation(
        String policy, int policies, Replicas reactive, Replicas need, LeadTime lead) {
    /** Stands for the policy where none is followed yet: no demand is known, or no throughput. */
    public static final String NO_POLICY = "none";
}
