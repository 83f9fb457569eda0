package dev.tidegate.autoscaler.plan;

/**
 * Whether capacity helps: with replicas enough for the demand by their throughput, nothing should be left over. What is turned
 * away all the same, and does not shrink while replicas are added, has its cause elsewhere. Not thread-safe.
 */
final class ScaleUpEffect {
    private static final double ENOUGH = 1.25; // of the demand
    private static final int CONVINCED = 5; // steps in a row

    private int inVain;

    /** Takes in a step: replicas that demand needs, replicas that were ready, and whether work was turned away. */
    void see(double needed, int ready, boolean turnedAway) {
        if (!turnedAway || ready < ENOUGH * needed || ready == 0) {
            inVain = 0;
            return;
        }
        inVain++;
    }

    /** Steps in a row in which it was. */
    int inVain() {
        return inVain;
    }

    /** Work has been turned away for some time though there were replicas enough. */
    boolean ineffective() {
        return inVain >= CONVINCED;
    }
}
