package dev.tidegate.autoscaler.shadow;

/**
 * The score of a policy, as if it had been followed alone.
 *
 * @param kind       its signal, whatever hold and headroom
 * @param turnedAway work turned away, in replica-hours
 */
public record PolicyScore(String policy, String kind, double replicaHours, double turnedAway) {

    /** The sum of two scores of the same policy. */
    public PolicyScore plus(PolicyScore other) {
        if (!policy.equals(other.policy)) {
            throw new IllegalArgumentException(policy + " is not " + other.policy);
        }
        return new PolicyScore(
                policy, kind, replicaHours + other.replicaHours, turnedAway + other.turnedAway);
    }
}
