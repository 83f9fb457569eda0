package dev.tidegate.autoscaler.loop;

import dev.tidegate.autoscaler.loop.record.AlertRecord;
import dev.tidegate.autoscaler.loop.record.OverrideRecord;
import dev.tidegate.autoscaler.situation.FloorOverride;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.LedgerException;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import dev.tidegate.runbooks.ledger.LedgerTail;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What was said about workloads from outside: operators' overrides, and alerts. The ledger is asked once a tick for what is
 * new, however many loops want to know; what was last read goes on to hold while the ledger cannot be. Thread-safe.
 */
public final class Notices {
    private static final String ABOUT = "overrides and alerts";
    private static final Duration SET_BACK = Duration.ofMinutes(1); // loops differ by less

    private final LedgerTail tail;
    private final Duration tick;
    private final Troubles troubles;
    private final Map<String, List<OverrideRecord.Said>> overrides = new HashMap<>();
    private final Map<String, List<AlertRecord>> alerts = new HashMap<>();
    private Instant next = Instant.MIN;

    public Notices(Ledger ledger, Duration tick, Troubles troubles) {
        this.tail = LedgerTail.ofAll(ledger);
        this.tick = tick;
        this.troubles = troubles;
    }

    /** What operators said that holds for a workload's floor at {@code now}, the newest word first. */
    synchronized List<FloorOverride> overrides(String workload, Instant now) {
        readIfDue(now);
        List<OverrideRecord.Said> standing =
                overrides.getOrDefault(workload, List.of()).stream()
                        .filter(said -> said.override().holdsAt(now))
                        .toList();
        overrides.replace(workload, standing);
        return standing.stream().map(OverrideRecord.Said::override).toList();
    }

    /** The alerts about a workload that fire at {@code now}. */
    synchronized List<AlertRecord> alerts(String workload, Instant now) {
        readIfDue(now);
        List<AlertRecord> firing =
                alerts.getOrDefault(workload, List.of()).stream()
                        .filter(alert -> alert.firesAt(now))
                        .toList();
        alerts.replace(workload, firing);
        return firing;
    }

    /**
     * The largest share of demand that an alert says is turned away.
     *
     * @param unsaid stands for an alert that names no share
     */
    OptionalDouble busy(String workload, Instant now, double unsaid) {
        return alerts(workload, now).stream()
                .mapToDouble(alert -> alert.busy().orElse(unsaid))
                .max();
    }

    private void readIfDue(Instant now) {
        boolean setBack = now.plus(tick).isBefore(next);
        if (now.isBefore(next) && !setBack) {
            return;
        }
        if (now.plus(SET_BACK).isBefore(next)) {
            tail.startOver(); // what seemed over may hold still
        }
        next = now.plus(tick);
        LedgerQuery fresh =
                LedgerQuery.all()
                        .kind(OverrideRecord.OVERRIDE, OverrideRecord.CLEARED, AlertRecord.ALERT)
                        .between(
                                now.minus(OverrideRecord.LONGEST),
                                now.plus(OverrideRecord.LONGEST));
        try {
            LedgerTail.News news = tail.read(fresh);
            if (news.anew()) {
                overrides.clear();
                alerts.clear();
            }
            news.entries().forEach(entry -> take(entry.content()));
            troubles.over(ABOUT);
        } catch (LedgerException e) {
            troubles.stands(
                    ABOUT,
                    "unreadable",
                    "new ones cannot be read, those in force stay in force: " + e.getMessage());
        }
    }

    private void take(Draft entry) {
        String workload = entry.subject();
        if (entry.kind().equals(AlertRecord.ALERT)) {
            List<AlertRecord> before = alerts.getOrDefault(workload, List.of());
            alerts.put(workload, AlertRecord.after(before, AlertRecord.of(entry)));
        } else {
            List<OverrideRecord.Said> before = overrides.getOrDefault(workload, List.of());
            overrides.put(workload, OverrideRecord.after(before, entry));
        }
    }
}
