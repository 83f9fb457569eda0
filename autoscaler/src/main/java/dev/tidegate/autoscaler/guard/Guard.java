package dev.tidegate.autoscaler.guard;

/** One rule that may narrow a proposal, and says why it did. Pure. */
interface Guard {
    Proposal narrow(Proposal proposal, GuardContext context);
}
