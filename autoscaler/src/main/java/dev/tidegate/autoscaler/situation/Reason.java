package dev.tidegate.autoscaler.situation;

import java.util.Locale;

/** Why a plan is what it is: the closed list that log, metrics, ledger, command line and documentation share. */
public enum Reason {
    NEED_RISES("the followed policy needs more replicas"),
    NEED_FALLS("the followed policy needs fewer replicas"),
    NEED_UNCHANGED("the followed policy needs what is there"),
    THIN_EVIDENCE(
            "too little demand has been seen to choose among policies: the prudent one is followed"),
    NOT_FORECAST(
            "the process has no room to forecast this workload: policies that need no forecast are followed"),
    DEMAND_SURPRISES(
            "demand rose as hardly ever before: the rise itself is followed over a launch time"),
    DEMAND_COLLAPSED(
            "demand fell at once as hardly ever before: what was needed is kept for up to two hours"),
    CAPACITY_LOST(
            "replicas that are wanted stopped serving: they are replaced, and counted towards a reserve"),
    DEMAND_MISSING("no demand was seen for the step just finished: never in"),
    DEMAND_STALE("the newest demand is too old: never in"),
    DEMAND_EMPTY("the demand query answered with nothing: never in"),
    DEMAND_PARTIAL("demand is known for too small a part of the step: never in"),
    DEMAND_RESET("a counter restarted within the step: never in"),
    DEMAND_AMBIGUOUS("the demand query answered with more than one series: never in"),
    DEMAND_MALFORMED("the demand query answered with something that is no number: never in"),
    DEMAND_OUT_OF_RANGE("demand was negative or beyond all sense: never in"),
    METRICS_UNREACHABLE("the metrics source did not answer: never in"),
    METRICS_REFUSED("the metrics source refused the question: never in"),
    FLEET_UNREADABLE("the fleet could not be read: hold"),
    THROUGHPUT_UNKNOWN("throughput of a replica is not known yet: hold"),
    THROUGHPUT_LEARNED("throughput of a replica was learned from saturation"),
    OVERRIDE_PIN("an operator pinned the floor"),
    OVERRIDE_FLOOR("an operator set a least floor"),
    OVERRIDE_CEILING("an operator set a ceiling"),
    OVERRIDE_FREEZE("an operator froze the floor"),
    AT_MINIMUM("the least of the bounds"),
    AT_MAXIMUM("the most of the bounds"),
    CHANGE_IN_FLIGHT("an earlier scale-up is still starting: no further before it is seen to work"),
    RATE_LIMITED("a scale-up this large is done in parts"),
    SCALE_IN_WINDOW("scale-in waits until the recent peak has passed"),
    BLAST_RADIUS("a window's scale-in is limited"),
    WINDOW_UNKNOWN(
            "what was given back before the start is not known: never in until a window has passed"),
    DRAINING("scale-in waits for the longest request"),
    BUDGET("the budget is reached"),
    INEFFECTIVE("the last scale-up did not help: the bottleneck is elsewhere"),
    OUT_OF_REACH("the need cannot be met in time"),
    ADVISE_ONLY("the mode is advise: told, not done"),
    LEASE_ELSEWHERE("another holds the lease on the fleet: not done here"),
    LEDGER_UNWRITABLE("the ledger cannot be written: no change"),
    OUTCOME_UNKNOWN(
            "what became of the last change is not known yet: no further one before it is read again"),
    CHANGE_REFUSED("the fleet refused the change"),
    CHANGE_FAILED("the change did not arrive: tried again next cycle");

    private final String explanation;

    Reason(String explanation) {
        this.explanation = explanation;
    }

    /** The stable text form, such as {@code demand-missing}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String explanation() {
        return explanation;
    }
}
