package dev.tidegate.autoscaler.plan;

/** Without demand to rely on, nothing is given back. */
record DataGuard() implements Guard {
    @Override
    public Proposal narrow(Proposal proposal, Circumstances now) {
        return now.doubt().map(why -> proposal.atLeast(now.standing(), why)).orElse(proposal);
    }
}
