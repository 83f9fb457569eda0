package dev.tidegate.autoscaler.serve;

import dev.tidegate.autoscaler.loop.record.OverrideRecord.AuthoredOverride;
import dev.tidegate.autoscaler.plan.Explanation;
import dev.tidegate.autoscaler.report.ReadableNumbers;
import dev.tidegate.autoscaler.situation.FleetReading;
import dev.tidegate.autoscaler.situation.FleetView;
import dev.tidegate.autoscaler.situation.Observation;
import dev.tidegate.autoscaler.situation.Situation;
import dev.tidegate.runbooks.tier.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Describes a status; used by the page and in the terminal. */
public final class StatusWords {
    private static final String NOT_KNOWN = "not known";

    public static String demand(WorkloadStatus status) {
        return status.demand() instanceof Observation.Missing missing
                ? "missing (" + missing.why().code() + ")"
                : rate(status, status.demand().value().orElseThrow(), 4);
    }

    public static String fleet(WorkloadStatus status) {
        return status.fleet() instanceof FleetView view
                ? "floor %d, wanted %d, starting %d, ready %d"
                        .formatted(view.floor(), view.wanted(), view.starting(), view.ready())
                : "not seen ("
                        + ((FleetReading.Unseen) status.fleet()).why().code()
                        + "), floor "
                        + (status.fleet().isConfirmed() ? status.fleet().floor() : NOT_KNOWN);
    }

    public static String plan(WorkloadStatus status) {
        return status.fleet().isConfirmed()
                ? "floor " + status.plannedFloor() + ", following " + policy(status)
                : "none before the fleet is seen";
    }

    /** As in {@code 150 tokens/s, 12 % of demand}. */
    public static String turnedAway(WorkloadStatus status) {
        if (status.turnedAway().isEmpty()) {
            return NOT_KNOWN;
        }
        double away = status.turnedAway().getAsDouble();
        String rate = rate(status, away, 3);
        OptionalDouble share =
                Situation.turnedAwayShare(status.turnedAway(), status.demand().value());
        return away > 0 && share.isPresent()
                ? rate + ", " + ReadableNumbers.plain(100 * share.getAsDouble(), 2) + " % of demand"
                : rate;
    }

    public static String queued(WorkloadStatus status) {
        return status.queued().isPresent()
                ? ReadableNumbers.plain(status.queued().getAsDouble(), 3) + unit(status)
                : NOT_KNOWN;
    }

    /** As in {@code 2, degrade}. */
    public static String tier(WorkloadStatus status) {
        return status.tier() + ", " + Tier.ofLevel(status.tier()).name().toLowerCase(Locale.ROOT);
    }

    /** The same, with what keeps it and when it would be left. */
    public static String tierState(WorkloadStatus status) {
        return tier(status)
                + status.standing()
                        .map(why -> ", " + TierWords.describe(why, status.at()))
                        .orElse("");
    }

    public static String latency(WorkloadStatus status) {
        return status.latencyP99().isPresent()
                ? ReadableNumbers.plain(status.latencyP99().getAsDouble(), 3) + " s"
                : NOT_KNOWN;
    }

    /** A line each, newest first. */
    public static List<String> overrides(WorkloadStatus status) {
        return status.overrides().stream().map(AuthoredOverride::describe).toList();
    }

    public static String age(WorkloadStatus status, Instant now) {
        Duration age = Duration.between(status.at(), now);
        if (age.toSeconds() < 120) {
            return Math.max(0, age.toSeconds()) + " s ago";
        }
        return age.toMinutes() < 120 ? age.toMinutes() + " min ago" : age.toHours() + " h ago";
    }

    private static String rate(WorkloadStatus status, double rate, int digits) {
        return ReadableNumbers.plain(rate, digits) + unit(status) + "/s";
    }

    private static String unit(WorkloadStatus status) {
        return status.unit().map(unit -> " " + unit).orElse("");
    }

    /** The followed policy, if any. */
    private static String policy(WorkloadStatus status) {
        return status.policy().equals(Explanation.NO_POLICY) ? "no policy yet" : status.policy();
    }

    private StatusWords() {}
}
