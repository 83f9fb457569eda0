package dev.tidegate.autoscaler.demo;

import dev.tidegate.runbooks.tier.Tier;

/** Who is in charge of a stage's fleet for a day. */
interface Policy {

    String name();

    /**
     * Acts before a slot begins, knowing only the slots before it.
     *
     * @return the tier that is in force during the slot
     */
    Tier act(PolicyRun policyRun, int slot);
}
