package dev.tidegate.autoscaler.shadow;

/**
 * What to do now.
 *
 * @param want    replicas, the average of the policies that are about as cheap as the best, by how close they are
 * @param policy  the best of them, as text
 * @param policies how many have a say
 * @param surprised whether a rise as hardly ever seen before calls for more than they want
 * @param doubted whether a fall as hardly ever seen before is not believed yet, and what was needed before is kept
 * @param price   what turning work away is taken to cost, in what serving it costs
 */
public record ShadowDecision(
        int want, String policy, int policies, boolean surprised, boolean doubted, double price) {}
