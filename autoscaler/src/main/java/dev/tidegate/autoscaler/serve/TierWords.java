package dev.tidegate.autoscaler.serve;

import dev.tidegate.autoscaler.loop.record.TierBook;
import dev.tidegate.autoscaler.loop.record.TierEvidence;
import dev.tidegate.autoscaler.loop.record.TierStanding;
import dev.tidegate.autoscaler.report.ReadableNumbers;
import dev.tidegate.runbooks.tier.Evidence;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Describes what keeps a tier, and when it would be left. */
final class TierWords {

    /** As in {@code since …; calm since …, left at … at the earliest}. */
    static String describe(TierStanding standing, Instant at) {
        String calm =
                standing.calmSince()
                        .map(since -> "calm since " + seconds(since) + ", left")
                        .orElseGet(() -> uncalm(standing));
        String books = TierBook.describe(standing.books());
        return "since %s; %s at %s at the earliest%s"
                .formatted(
                        seconds(standing.since()),
                        calm,
                        seconds(standing.leftAtEarliest(at)),
                        books.isEmpty() ? "" : "; books: " + books);
    }

    private static String uncalm(TierStanding standing) {
        Evidence below = standing.calmBelow();
        List<String> keepers = keepers(standing.evidence(), below);
        return "%s; left after %d min below %s turned away and %s out of reach,"
                .formatted(
                        keepers.isEmpty()
                                ? "kept while nothing is known of what is turned away or out of reach"
                                : "kept by " + String.join(", ", keepers),
                        standing.requiredCalm().toMinutes(),
                        percent(below.busyShare()),
                        percent(below.shortfall()));
    }

    /** What is not below these shares. */
    private static List<String> keepers(TierEvidence evidence, Evidence below) {
        List<String> keepers = new ArrayList<>();
        if (reaches(evidence.turnedAway(), below.busyShare())) {
            keepers.add(percent(evidence.turnedAway()) + " turned away");
        }
        if (reaches(evidence.slow(), below.busyShare())) {
            keepers.add("a p99 above objective.wait (" + percent(evidence.slow()) + ")");
        }
        if (reaches(evidence.alerted(), below.busyShare())) {
            keepers.add(
                    "%s firing (%s)"
                            .formatted(
                                    String.join(", ", evidence.alerts()),
                                    percent(evidence.alerted())));
        }
        if (reaches(evidence.outOfReach(), below.shortfall())) {
            keepers.add(percent(evidence.outOfReach()) + " out of reach");
        }
        return keepers;
    }

    private static boolean reaches(OptionalDouble share, OptionalDouble threshold) {
        return share.isPresent() && share.getAsDouble() >= threshold.orElse(0);
    }

    private static String percent(OptionalDouble share) {
        return ReadableNumbers.plain(100 * share.orElse(0), 3) + " %";
    }

    private static Instant seconds(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS);
    }

    private TierWords() {}
}
