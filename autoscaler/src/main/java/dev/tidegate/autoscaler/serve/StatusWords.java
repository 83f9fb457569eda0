package dev.tidegate.autoscaler.serve;

import dev.tidegate.autoscaler.plan.Explanation;
import dev.tidegate.autoscaler.report.ReadableNumbers;
import dev.tidegate.autoscaler.situation.FleetReading;
import dev.tidegate.autoscaler.situation.FleetView;
import dev.tidegate.autoscaler.situation.Observation;
import java.time.Duration;
import java.time.Instant;

/** Describes a status; used by the page and in the terminal. */
public final class StatusWords {

    public static String demand(WorkloadStatus status) {
        return status.demand() instanceof Observation.Missing missing
                ? "missing (" + missing.why().code() + ")"
                : ReadableNumbers.plain(status.demand().value().orElseThrow(), 4) + "/s";
    }

    public static String fleet(WorkloadStatus status) {
        return status.fleet() instanceof FleetView view
                ? "floor %d, wanted %d, starting %d, ready %d"
                        .formatted(view.floor(), view.wanted(), view.starting(), view.ready())
                : "not seen ("
                        + ((FleetReading.Unseen) status.fleet()).why().code()
                        + "), floor "
                        + (status.fleet().isConfirmed() ? status.fleet().floor() : "not known");
    }

    public static String plan(WorkloadStatus status) {
        return status.fleet().isConfirmed()
                ? "floor " + status.plannedFloor() + ", following " + policy(status)
                : "none before the fleet is seen";
    }

    public static String latency(WorkloadStatus status) {
        return status.latencyP99().isPresent()
                ? ReadableNumbers.plain(status.latencyP99().getAsDouble(), 3) + " s"
                : "not known";
    }

    public static String age(WorkloadStatus status, Instant now) {
        Duration age = Duration.between(status.at(), now);
        if (age.toSeconds() < 120) {
            return Math.max(0, age.toSeconds()) + " s ago";
        }
        return age.toMinutes() < 120 ? age.toMinutes() + " min ago" : age.toHours() + " h ago";
    }

    /** The followed policy, if any. */
    private static String policy(WorkloadStatus status) {
        return status.policy().equals(Explanation.NO_POLICY) ? "no policy yet" : status.policy();
    }

    private StatusWords() {}
}
