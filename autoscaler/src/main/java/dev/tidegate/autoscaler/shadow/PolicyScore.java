package dev.tidegate.autoscaler.shadow;

/**
 * What a policy would have come to had it been followed alone.
 *
 * @param kind       what it goes by, whatever its hold and headroom
 * @param turnedAway work, in what a replica serves in an hour
 */
public record PolicyScore(String policy, String kind, double replicaHours, double turnedAway) {

    /** What the same policy came to in both times. */
    public PolicyScore and(PolicyScore other) {
        if (!policy.equals(other.policy)) {
            throw new IllegalArgumentException(policy + " is not " + other.policy);
        }
        return new PolicyScore(
                policy, kind, replicaHours + other.replicaHours, turnedAway + other.turnedAway);
    }
}
