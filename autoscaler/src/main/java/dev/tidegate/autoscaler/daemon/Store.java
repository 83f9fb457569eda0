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
 * The configured store, opened when it is first needed: one that cannot be opened is a ledger that cannot be written, which
 * stops changes and not the daemon, and is tried again at the next use. Who uses it right after somebody has waited for it in
 * vain is refused at once, so that a cycle waits once and not at each of its uses. Thread-safe.
 */
public final class Store implements Ledger, Leases {
    private static final Duration IN_VAIN = Duration.ofSeconds(1); // no answer takes as long
    private static final Duration LEFT_ALONE = Duration.ofSeconds(2); // then it is tried again

    private final StoreSettings settings;
    private final Map<String, String> environment;
    private final Function<Path, Database> file;
    private Optional<Opened> opened = Optional.empty();
    private volatile Optional<Absence> absence = Optional.empty();

    public Store(StoreSettings settings, Map<String, String> environment) {
        this(settings, environment, Database::sqlite);
    }

    private Store(
            StoreSettings settings,
            Map<String, String> environment,
            Function<Path, Database> file) {
        this.settings = settings;
        this.environment = Map.copyOf(environment);
        this.file = file;
    }

    /** For one command, whose user may be allowed no more than to read the store. */
    public static Store forCommand(StoreSettings settings, Map<String, String> environment) {
        return new Store(settings, environment, Database::sqliteAsAllowed);
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

    /** Among the daemons that share this store; a file has one. */
    FleetLeadership turns(String holder, Duration interval, Troubles troubles) {
        return settings instanceof StoreSettings.Postgres
                ? FleetLeadership.shared(this, holder, interval, troubles)
                : FleetLeadership.alone();
    }

    @Override
    public synchronized void close() {
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
            throw e; // the store is there
        } catch (LedgerException e) {
            if (System.nanoTime() - begin > IN_VAIN.toNanos()) {
                absence =
                        Optional.of(new Absence(String.valueOf(e.getMessage()), System.nanoTime()));
            }
            throw e;
        }
    }

    private synchronized Opened open() {
        Optional<Absence> known = absence.filter(Absence::isFresh);
        if (known.isPresent()) {
            throw new LedgerException(known.get().why());
        }
        if (opened.isEmpty()) {
            Database database = database(settings, environment, file);
            opened =
                    Optional.of(
                            new Opened(database, Ledgers.in(database), new SqlLeases(database)));
        }
        return opened.get();
    }

    /**
     * Opens the configured database for one command, as far as its user may; the caller closes it.
     *
     * @throws LedgerException when it cannot be opened
     */
    public static Database database(StoreSettings settings, Map<String, String> environment) {
        return database(settings, environment, Database::sqliteAsAllowed);
    }

    private static Database database(
            StoreSettings settings,
            Map<String, String> environment,
            Function<Path, Database> file) {
        if (settings instanceof StoreSettings.Sqlite sqlite) {
            return file.apply(sqlite.file());
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

    /** @param since on the system's own count of time */
    private record Absence(String why, long since) {
        boolean isFresh() {
            return System.nanoTime() - since < LEFT_ALONE.toNanos();
        }
    }

    private record Opened(Database database, Ledger ledger, Leases leases) {}
}
