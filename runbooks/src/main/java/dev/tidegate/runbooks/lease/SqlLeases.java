package dev.tidegate.runbooks.lease;

import dev.tidegate.runbooks.ledger.Database;
import dev.tidegate.runbooks.ledger.store.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Leases as rows of the ledger's database. */
public final class SqlLeases implements Leases {
    private final Database database;
    private final HolderSilence silence = new HolderSilence();

    public SqlLeases(Database database) {
        this.database = database;
    }

    @Override
    public LeaseOutcome acquire(String name, String holder, Duration ttl, Instant now) {
        if (ttl.isZero() || ttl.isNegative()) {
            throw new IllegalArgumentException("ttl must be positive, was " + ttl);
        }
        return database.writeAhead(
                h -> {
                    Optional<Row> row = row(h, name);
                    if (row.isPresent() && !row.get().isFreeFor(holder)) {
                        Row held = row.get();
                        Instant until =
                                silence.until(name, held.fence, held.renewals, held.ttl(), now);
                        if (now.isBefore(until)) {
                            return new LeaseOutcome.HeldByAnother(held.holder, until);
                        }
                    }
                    silence.forget(name);
                    long fence = row.map(Row::fence).orElse(0L) + 1;
                    return upsert(h, new Lease(name, holder, fence, now.plus(ttl)), ttl);
                });
    }

    @Override
    public LeaseOutcome renew(Lease lease, Duration ttl, Instant now) {
        return database.writeAhead(
                h -> {
                    Optional<Row> row = row(h, lease.name());
                    if (row.map(r -> r.belongsTo(lease)).orElse(false)) {
                        Lease renewed =
                                new Lease(
                                        lease.name(), lease.holder(), lease.fence(), now.plus(ttl));
                        return upsert(h, renewed, ttl);
                    }
                    String holder = row.map(Row::holder).orElse("");
                    Duration wait = row.map(Row::ttl).orElse(Duration.ZERO);
                    return new LeaseOutcome.HeldByAnother(holder, now.plus(wait));
                });
    }

    @Override
    public void release(Lease lease) {
        database.writeAhead(
                h ->
                        Sql.update(
                                h,
                                "UPDATE lease SET holder = '' WHERE name = ? AND fence = ?",
                                lease.name(),
                                lease.fence()));
    }

    @Override
    public boolean holds(Lease lease) {
        return database.read(h -> row(h, lease.name()).map(r -> r.belongsTo(lease)).orElse(false));
    }

    private static LeaseOutcome upsert(Handle h, Lease lease, Duration ttl) {
        Sql.update(
                h,
                "INSERT INTO lease (name, holder, fence, renewals, ttl_millis, expires_millis)"
                        + " VALUES (?, ?, ?, 0, ?, ?) ON CONFLICT (name) DO UPDATE SET"
                        + " holder = excluded.holder, fence = excluded.fence,"
                        + " renewals = lease.renewals + 1, ttl_millis = excluded.ttl_millis,"
                        + " expires_millis = excluded.expires_millis",
                lease.name(),
                lease.holder(),
                lease.fence(),
                ttl.toMillis(),
                lease.expires().toEpochMilli());
        return new LeaseOutcome.Held(lease);
    }

    private static Optional<Row> row(Handle h, String name) {
        return Sql.query(
                        h,
                        "SELECT holder, fence, renewals, ttl_millis FROM lease WHERE name = ?",
                        r ->
                                new Row(
                                        r.getString("holder"),
                                        r.getLong("fence"),
                                        r.getLong("renewals"),
                                        r.getLong("ttl_millis")),
                        name)
                .stream()
                .findFirst();
    }

    private record Row(String holder, long fence, long renewals, long ttlMillis) {

        boolean isFreeFor(String asker) {
            return holder.isEmpty() || holder.equals(asker);
        }

        boolean belongsTo(Lease lease) {
            return fence == lease.fence() && holder.equals(lease.holder());
        }

        Duration ttl() {
            return Duration.ofMillis(ttlMillis);
        }
    }
}
