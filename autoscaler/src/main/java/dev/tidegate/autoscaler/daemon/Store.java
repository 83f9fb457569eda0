package dev.tidegate.autoscaler.daemon;

import dev.tidegate.autoscaler.config.endpoint.StoreSettings;
import dev.tidegate.autoscaler.loop.FleetLeadership;
import dev.tidegate.autoscaler.loop.Troubles;
import dev.tidegate.runbooks.lease.Lease;
import dev.tidegate.runbooks.lease.LeaseOutcome;
import dev.tidegate.runbooks.lease.Leases;
import dev.tidegate.runbooks.lease.SqlLeases;
import dev.tidegate.runbooks.ledger.ChainCheck;
import dev.tidegate.runbooks.ledger.Database;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.Entry;
import dev.tidegate.runbooks.ledger.LeaseCondition;
import dev.tidegate.runbooks.ledger.LeaseLostException;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.LedgerException;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import dev.tidegate.runbooks.ledger.Ledgers;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * The configured store, opened at its first use and never again once it was closed. A store that cannot be opened stops changes and not the daemon, and is tried
 * again at the next use. After a use that failed slowly, uses fail at once for a while, so that a cycle waits for the store once
 * and not at each of its uses. Thread-safe.
 */
public final class Store implements Ledger, Leases {
    private static final Duration SLOW_FAILURE =
            Duration.ofSeconds(1); // longer than any answer takes
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2); // after a slow failure

    private final StoreSettings settings;
    private final Map<String, String> environment;
    private final Function<Path, Database> openFile;
    private Optional<Opened> opened = Optional.empty();
    private boolean closed;
    private volatile Optional<Outage> outage = Optional.empty();

    public Store(StoreSettings settings, Map<String, String> environment) {
        this(settings, environment, Database::sqlite);
    }

    private Store(
            StoreSettings settings,
            Map<String, String> environment,
            Function<Path, Database> openFile) {
        this.settings = settings;
        this.environment = Map.copyOf(environment);
        this.openFile = openFile;
    }

    /** For one command, whose user may only be allowed to read the store. */
    public static Store forCommand(StoreSettings settings, Map<String, String> environment) {
        return new Store(settings, environment, Database::sqliteOrReadOnly);
    }

    @Override
    public Entry append(Draft draft) {
        return use(store -> store.ledger().append(draft));
    }

    @Override
    public Entry append(Draft draft, LeaseCondition proviso) {
        return use(store -> store.ledger().append(draft, proviso));
    }

    @Override
    public Entry appendAhead(Draft draft, LeaseCondition proviso) {
        return use(store -> store.ledger().appendAhead(draft, proviso));
    }

    @Override
    public List<Entry> read(LedgerQuery query) {
        return use(store -> store.ledger().read(query));
    }

    @Override
    public ChainCheck verify(LongConsumer reached) {
        return use(store -> store.ledger().verify(reached));
    }

    @Override
    public LeaseOutcome acquire(String name, String holder, Duration ttl, Instant now) {
        return use(store -> store.leases().acquire(name, holder, ttl, now));
    }

    @Override
    public LeaseOutcome renew(Lease lease, Duration ttl, Instant now) {
        return use(store -> store.leases().renew(lease, ttl, now));
    }

    @Override
    public void release(Lease lease) {
        use(
                store -> {
                    store.leases().release(lease);
                    return lease;
                });
    }

    @Override
    public boolean holds(Lease lease) {
        return use(store -> store.leases().holds(lease));
    }

    /** Leadership among the daemons that share this store; an SQLite file has only one. */
    FleetLeadership leadership(String holder, Duration interval, Troubles troubles) {
        return settings instanceof StoreSettings.Postgres
                ? FleetLeadership.shared(this, holder, interval, troubles)
                : FleetLeadership.alone();
    }

    @Override
    public synchronized void close() {
        closed = true;
        opened.ifPresent(
                store -> {
                    store.ledger().close();
                    store.database().close();
                });
        opened = Optional.empty();
    }

    private <T> T use(Function<Opened, T> work) {
        long begin = System.nanoTime();
        try {
            return work.apply(open());
        } catch (LeaseLostException e) {
            throw e; // the store works
        } catch (LedgerException e) {
            if (System.nanoTime() - begin > SLOW_FAILURE.toNanos()) {
                outage = Optional.of(new Outage(String.valueOf(e.getMessage()), System.nanoTime()));
            }
            throw e;
        }
    }

    private synchronized Opened open() {
        if (closed) { // a straggler would open a file whose lock was given back
            throw new LedgerException("the store is closed");
        }
        Optional<Outage> known = outage.filter(Outage::isRecent);
        if (known.isPresent()) {
            throw new LedgerException(known.get().why());
        }
        if (opened.isEmpty()) {
            Database database = database(settings, environment, openFile);
            opened =
                    Optional.of(
                            new Opened(database, Ledgers.in(database), new SqlLeases(database)));
        }
        return opened.get();
    }

    /**
     * Opens the configured database for one command, read-only if its user may not write; the caller closes it.
     *
     * @throws LedgerException if it cannot be opened
     */
    public static Database database(StoreSettings settings, Map<String, String> environment) {
        return database(settings, environment, Database::sqliteOrReadOnly);
    }

    private static Database database(
            StoreSettings settings,
            Map<String, String> environment,
            Function<Path, Database> openFile) {
        if (settings instanceof StoreSettings.Sqlite sqlite) {
            return openFile.apply(sqlite.file());
        }
        StoreSettings.Postgres postgres = (StoreSettings.Postgres) settings;
        try {
            String password =
                    postgres.password().map(secret -> secret.reveal(environment)).orElse("");
            return Database.postgres(postgres.url(), postgres.user().orElse(""), password);
        } catch (NoSuchElementException | UncheckedIOException e) {
            throw new LedgerException("no password for the store: " + e.getMessage(), e);
        }
    }

    /** Another daemon works on the same store. */
    public static final class AlreadyRunning extends RuntimeException {
        private static final long serialVersionUID = 1L;

        AlreadyRunning(Path lock) {
            super("another daemon runs on this store: it holds " + lock);
        }
    }

    /** @param since {@link System#nanoTime} of the failure */
    private record Outage(String why, long since) {
        boolean isRecent() {
            return System.nanoTime() - since < RETRY_AFTER.toNanos();
        }
    }

    private record Opened(Database database, Ledger ledger, Leases leases) {}
}
