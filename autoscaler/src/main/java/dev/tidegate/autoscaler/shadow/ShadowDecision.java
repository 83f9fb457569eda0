package dev.tidegate.autoscaler.shadow;

/**
 * The recommendation of the shadow fleets.
 *
 * @param want    replicas: the average of the policies whose cost is close to the lowest, weighted by how close
 * @param policy  the cheapest of them, as text
 * @param policies number of policies averaged
 * @param unprecedentedRise whether a nearly unprecedented rise calls for more than they want
 * @param doubtfulCollapse whether a nearly unprecedented fall is not believed yet, and earlier capacity is kept
 * @param price   price of turning work away, as a multiple of serving it
 */
public record ShadowDecision(
        int want,
        String policy,
        int policies,
        boolean unprecedentedRise,
        boolean doubtfulCollapse,
        double price) {}
