package dev.tidegate.autoscaler.shadow;

import dev.tidegate.autoscaler.capacity.Share;

/**
 * How a policy would have done over the remembered demand, and how it compares with the one that is followed.
 *
 * @param cost relative to the best one's, turned-away work at its price included; 1.12 is 12 % more
 */
public record Standing(String policy, double cost, double replicaHours, Share turnedAway) {}
