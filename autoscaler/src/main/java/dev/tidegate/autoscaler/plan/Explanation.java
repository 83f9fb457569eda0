package dev.tidegate.autoscaler.plan;

import dev.tidegate.autoscaler.capacity.Replicas;

/**
 * What a plan was made of, before the guards.
 *
 * @param policy   the policy that is followed, as text
 * @param reactive replicas that the newest known demand needs as it stands
 * @param need     replicas that the followed policy asks for
 */
public record Explanation(String policy, Replicas reactive, Replicas need) {}
