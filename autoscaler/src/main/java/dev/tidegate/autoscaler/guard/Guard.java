package dev.tidegate.autoscaler.guard;

/** A rule that may narrow a proposal, with a reason. Pure. */
interface Guard {
    Proposal narrow(Proposal proposal, GuardContext context);
}
