package dev.tidegate.autoscaler.guard;

/** Without demand to rely on, nothing is given back; that it is missing is said even where nothing would have been. */
record DataGuard() implements Guard {
    @Override
    public Proposal narrow(Proposal proposal, GuardContext now) {
        return now.doubt()
                .map(why -> proposal.because(why).atLeast(now.standing(), why))
                .orElse(proposal);
    }
}
