package dev.tidegate.autoscaler.demo;

import dev.tidegate.runbooks.tier.Tier;

/** Controls the floor of a simulated fleet for a day. */
interface Policy {

    String name();

    /**
     * Acts before a slot begins, knowing only the slots before it.
     *
     * @return the tier during the slot
     */
    Tier act(PolicyRun policyRun, int slot);
}
