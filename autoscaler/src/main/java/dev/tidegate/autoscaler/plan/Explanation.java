package dev.tidegate.autoscaler.plan;

import dev.tidegate.autoscaler.capacity.Replicas;

/**
 * What a plan was made of, before the guards.
 *
 * @param policy   the best of the policies that are followed, as text
 * @param policies how many policies have a say
 * @param reactive replicas that the newest known demand needs as it stands
 * @param need     replicas that the followed policies ask for
 */
public record Explanation(String policy, int policies, Replicas reactive, Replicas need) {}
