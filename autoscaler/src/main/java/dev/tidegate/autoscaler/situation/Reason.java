package dev.tidegate.autoscaler.situation;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a plan is what it is: the closed list shared by log, metrics, ledger, command line and documentation. */
public enum Reason {
    NEED_RISES("the followed policy needs more replicas than the floor has"),
    NEED_FALLS("the followed policy needs fewer replicas than the floor has"),
    NEED_UNCHANGED("the followed policy needs as many replicas as the floor has"),
    THIN_EVIDENCE(
            "too little demand has been seen to choose among policies: a cautious one is followed"),
    NOT_FORECAST(
            "the heap has no room to forecast this workload: only policies without a forecast are followed"),
    DEMAND_SURPRISES(
            "demand rises as hardly ever before: the plan assumes that it goes on rising for a launch time"),
    DEMAND_COLLAPSED(
            "demand fell at once as hardly ever before: the capacity needed before is kept for up to two hours"),
    CAPACITY_LOST(
            "replicas stopped serving although they are wanted: they are replaced, and count towards a reserve"),
    DEMAND_MISSING("no demand was seen for the step just finished: the floor is not lowered"),
    DEMAND_STALE("the newest demand is too old: the floor is not lowered"),
    DEMAND_EMPTY("the demand query returned nothing: the floor is not lowered"),
    DEMAND_PARTIAL("demand is known for too small a part of the step: the floor is not lowered"),
    DEMAND_RESET("a counter restarted within the step: the floor is not lowered"),
    DEMAND_AMBIGUOUS("the demand query returned more than one series: the floor is not lowered"),
    DEMAND_MALFORMED(
            "the demand query returned something that is not a number: the floor is not lowered"),
    DEMAND_OUT_OF_RANGE("demand was negative or absurdly large: the floor is not lowered"),
    METRICS_UNREACHABLE("the metrics source did not answer: the floor is not lowered"),
    METRICS_REFUSED("the metrics source refused the query: the floor is not lowered"),
    FLEET_UNREADABLE("the fleet could not be read: the floor is held"),
    THROUGHPUT_UNKNOWN("throughput of a replica is not known yet: the floor is held"),
    THROUGHPUT_LEARNED("throughput of a replica was learned from saturation"),
    OVERRIDE_PIN("an operator pinned the floor"),
    OVERRIDE_FLOOR("an operator set a least floor"),
    OVERRIDE_CEILING("an operator set a ceiling"),
    OVERRIDE_FREEZE("an operator froze the floor"),
    AT_MINIMUM("the plan is at bounds.min"),
    AT_MAXIMUM("the plan is at bounds.max"),
    CHANGE_IN_FLIGHT(
            "an earlier scale-up is still starting: no further one until it is seen to work"),
    RATE_LIMITED("a scale-up this large is done in parts"),
    SCALE_IN_WINDOW("scale-in waits until the recent peak has passed"),
    BLAST_RADIUS("scale-in within one window is limited"),
    WINDOW_UNKNOWN(
            "what was removed before the start is not known: no scale-in until a window has passed"),
    DRAINING("scale-in waits until the longest request can have finished"),
    BUDGET("the budget is reached"),
    INEFFECTIVE("the last scale-up did not help: the bottleneck is elsewhere"),
    OUT_OF_REACH("the need cannot be met in time"),
    ADVISE_ONLY("the mode is advise: the plan is shown and not carried out"),
    LEASE_ELSEWHERE(
            "another daemon or a run holds the lease on the fleet: nothing is changed here"),
    LEDGER_UNWRITABLE("the ledger cannot be written: no change"),
    OUTCOME_UNKNOWN(
            "the outcome of the last change is not known: no further change before the fleet is read again"),
    CHANGE_REFUSED("the fleet refused the change"),
    CHANGE_FAILED("the change failed: it is tried again next cycle");

    private final String explanation;

    Reason(String explanation) {
        this.explanation = explanation;
    }

    /** The stable text form, such as {@code demand-missing}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The reason with this text form; empty for one that only another version has. */
    public static Optional<Reason> ofCode(String code) {
        return Stream.of(values()).filter(reason -> reason.code().equals(code)).findFirst();
    }

    public String explanation() {
        return explanation;
    }
}
