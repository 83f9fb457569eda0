package dev.tidegate.autoscaler.guard;

/** Prevents a scale-in while demand is unreliable. The reason is given even if no scale-in was proposed. */
record DataGuard() implements Guard {
    @Override
    public Proposal narrow(Proposal proposal, GuardContext context) {
        return context.demandProblem()
                .map(why -> proposal.because(why).atLeast(context.currentFloor(), why))
                .orElse(proposal);
    }
}
