package dev.tidegate.runbooks.lease;

import dev.tidegate.runbooks.ledger.LeaseCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Leases in memory; each simulated process uses an instance of its own over the same rows. */
public final class InMemoryLeases implements Leases {
    private final Map<String, Row> rows;
    private final HolderSilence silence = new HolderSilence();

    public InMemoryLeases() {
        this(new HashMap<>());
    }

    private InMemoryLeases(Map<String, Row> rows) {
        this.rows = rows;
    }

    /** The same leases, as another process sees them. */
    public InMemoryLeases asOtherProcess() {
        return new InMemoryLeases(rows);
    }

    public boolean meets(LeaseCondition condition) {
        synchronized (rows) {
            Row row = rows.get(condition.lease());
            return row != null && !row.holder.isEmpty() && row.fence == condition.fence();
        }
    }

    @Override
    public LeaseOutcome acquire(String name, String holder, Duration ttl, Instant now) {
        synchronized (rows) {
            Row row = rows.getOrDefault(name, new Row("", 0, 0, ttl));
            if (!row.holder.isEmpty() && !row.holder.equals(holder)) {
                Instant until = silence.until(name, row.fence, row.renewals, row.ttl, now);
                if (now.isBefore(until)) {
                    return new LeaseOutcome.HeldByAnother(row.holder, until);
                }
            }
            silence.forget(name);
            rows.put(name, new Row(holder, row.fence + 1, row.renewals + 1, ttl));
            return new LeaseOutcome.Held(new Lease(name, holder, row.fence + 1, now.plus(ttl)));
        }
    }

    @Override
    public LeaseOutcome renew(Lease lease, Duration ttl, Instant now) {
        synchronized (rows) {
            if (!holds(lease)) {
                Row row = rows.getOrDefault(lease.name(), new Row("", 0, 0, ttl));
                return new LeaseOutcome.HeldByAnother(row.holder, now.plus(row.ttl));
            }
            long renewals = rows.get(lease.name()).renewals + 1;
            rows.put(lease.name(), new Row(lease.holder(), lease.fence(), renewals, ttl));
            return new LeaseOutcome.Held(
                    new Lease(lease.name(), lease.holder(), lease.fence(), now.plus(ttl)));
        }
    }

    @Override
    public void release(Lease lease) {
        synchronized (rows) {
            if (holds(lease)) {
                Row row = rows.get(lease.name());
                rows.put(lease.name(), new Row("", row.fence, row.renewals, row.ttl));
            }
        }
    }

    @Override
    public boolean holds(Lease lease) {
        synchronized (rows) {
            Row row = rows.get(lease.name());
            return row != null && row.fence == lease.fence() && row.holder.equals(lease.holder());
        }
    }

    private record Row(String holder, long fence, long renewals, Duration ttl) {}
}
