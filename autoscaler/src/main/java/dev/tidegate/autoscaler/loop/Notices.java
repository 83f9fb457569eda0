package dev.tidegate.autoscaler.loop;

import dev.tidegate.autoscaler.loop.record.AlertRecord;
import dev.tidegate.autoscaler.loop.record.OverrideRecord;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.Entry;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.LedgerException;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import dev.tidegate.runbooks.ledger.LedgerTail;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Operators' overrides and alerts, by workload. Reads new ledger entries at most once an interval, however many loops ask; while
 * the ledger cannot be read, what was read last stays in force. Thread-safe.
 */
public final class Notices {
    private static final String SUBJECT = "overrides and alerts";
    private static final Duration CLOCK_SET_BACK =
            Duration.ofMinutes(1); // more than loops differ by

    private final LedgerTail tail;
    private final Duration interval;
    private final Troubles troubles;
    private final Map<String, List<OverrideRecord.AuthoredOverride>> overrides = new HashMap<>();
    private final Map<String, List<AlertRecord>> alerts = new HashMap<>();
    private Instant nextRead = Instant.MIN;

    public Notices(Ledger ledger, Duration interval, Troubles troubles) {
        this.tail = LedgerTail.ofAll(ledger);
        this.interval = interval;
        this.troubles = troubles;
    }

    /** Overrides of the workload's floor in force at {@code now}, newest first. */
    synchronized List<OverrideRecord.AuthoredOverride> overrides(String workload, Instant now) {
        readIfDue(now);
        List<OverrideRecord.AuthoredOverride> inForce =
                overrides.getOrDefault(workload, List.of()).stream()
                        .filter(override -> override.override().holdsAt(now))
                        .toList();
        overrides.replace(workload, inForce);
        return inForce;
    }

    /** Alerts about the workload that fire at {@code now}. */
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
     * The largest share of demand that a firing alert reports as turned away.
     *
     * @param defaultShare for alerts that report no share
     */
    OptionalDouble busy(String workload, Instant now, double defaultShare) {
        return alerts(workload, now).stream()
                .mapToDouble(alert -> alert.busy().orElse(defaultShare))
                .max();
    }

    private void readIfDue(Instant now) {
        boolean setBack = now.plus(interval).isBefore(nextRead);
        if (now.isBefore(nextRead) && !setBack) {
            return;
        }
        if (now.plus(CLOCK_SET_BACK).isBefore(nextRead)) {
            tail.startOver(); // what seemed expired may be in force again
        }
        nextRead = now.plus(interval);
        LedgerQuery query =
                LedgerQuery.all()
                        .kind(OverrideRecord.OVERRIDE, OverrideRecord.CLEARED, AlertRecord.ALERT)
                        .between(
                                now.minus(OverrideRecord.LONGEST),
                                now.plus(OverrideRecord.LONGEST));
        try {
            LedgerTail.Update update = tail.read(query);
            if (update.reset()) {
                overrides.clear();
                alerts.clear();
            }
            update.entries().forEach(this::apply);
            troubles.clear(SUBJECT);
        } catch (LedgerException e) {
            troubles.report(
                    SUBJECT,
                    "unreadable",
                    "new ones cannot be read, those in force stay in force: " + e.getMessage());
        }
    }

    /** An entry that cannot be understood, such as one of a newer version, does not stop the others. */
    private void apply(Entry entry) {
        String subject = "what was said of " + entry.content().subject();
        try {
            apply(entry.content(), subject);
        } catch (IllegalArgumentException | DateTimeException e) {
            troubles.report(
                    subject,
                    "not understood",
                    "entry %d is ignored; repeat or clear what it said: %s"
                            .formatted(entry.sequence(), e.getMessage()));
        }
    }

    private void apply(Draft entry, String subject) {
        String workload = entry.subject();
        if (entry.kind().equals(AlertRecord.ALERT)) {
            AlertRecord alert = AlertRecord.of(entry);
            if (!alert.isAboutDaemon()) { // as earlier versions recorded
                List<AlertRecord> before = alerts.getOrDefault(workload, List.of());
                alerts.put(workload, AlertRecord.update(before, alert));
            }
        } else {
            List<OverrideRecord.AuthoredOverride> before =
                    overrides.getOrDefault(workload, List.of());
            overrides.put(workload, OverrideRecord.update(before, entry));
            if (entry.kind().equals(OverrideRecord.CLEARED)) {
                troubles.clear(subject);
            }
        }
    }
}
