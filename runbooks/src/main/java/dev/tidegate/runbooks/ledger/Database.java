package dev.tidegate.runbooks.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tidegate.runbooks.ledger.store.Dialect;
import dev.tidegate.runbooks.ledger.store.DiskSync;
import dev.tidegate.runbooks.ledger.store.GroupCommit;
import dev.tidegate.runbooks.ledger.store.ReadOnlyFile;
import dev.tidegate.runbooks.ledger.store.StoreException;
import dev.tidegate.runbooks.ledger.store.WriteAheadFile;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * The store that ledger and leases share, migrated to this version's tables.
 *
 * <p>One database for both is the point: whether a lease is still held can be looked up in the very
 * transaction that writes an entry. Thread-safe.
 */
public final class Database implements AutoCloseable {
    private static final String NEWEST_MIGRATION = "2";
    private static final int CONNECTIONS = 4;
    private static final Set<Integer> OF_THE_DISK =
            Set.of(8, 10, 13, 14); // SQLITE_READONLY, _IOERR, _FULL, _CANTOPEN
    private static final Duration FILE_LIMIT = Duration.ofSeconds(10); // another process writes it
    private static final Duration SERVER_LIMIT = Duration.ofSeconds(3);
    private static final Duration SILENCE = Duration.ofSeconds(10); // of a server in mid-answer

    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final GroupCommit commits;
    private final DiskSync disk;
    private final String name;

    private Database(
            String name,
            HikariDataSource pool,
            Dialect dialect,
            Function<LongSupplier, DiskSync> disk) {
        this.name = name;
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
        this.commits = new GroupCommit(jdbi, dialect);
        this.disk = disk.apply(commits::newest);
    }

    /**
     * A file, created with its folders where missing; safe against kill -9 and loss of power.
     *
     * @throws LedgerException when it cannot be opened or is no such store
     */
    public static Database sqlite(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new LedgerException("cannot make the folder of " + file + ": " + why(e), e);
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(
                "jdbc:sqlite:"
                        + file
                        + "?journal_mode=WAL&synchronous=NORMAL&busy_timeout=10000"
                        + "&transaction_mode=IMMEDIATE");
        return open(
                file.toString(),
                config,
                FILE_LIMIT,
                Dialect.SQLITE,
                newest -> new WriteAheadFile(file, newest));
    }

    /**
     * As {@link #sqlite}; but a file that this user may only read, or only in its folder, or that its disk takes no writes for, is
     * opened for reading alone, and what would write it throws. It stays so until it is closed: not for a process that waits for
     * better times.
     *
     * @throws LedgerException also when its newest entries cannot be read without writing
     */
    public static Database sqliteAsAllowed(Path file) {
        if (ReadOnlyFile.isAllThereIs(file)) {
            return forReading(file, "this user may read it and not write it, or not its folder");
        }
        try {
            return sqlite(file);
        } catch (LedgerException e) {
            if (!Files.isReadable(file) || !isOfTheDisk(e)) {
                throw e;
            }
            try {
                return forReading(file, "its disk takes no writes: " + why(e));
            } catch (LedgerException neither) {
                e.addSuppressed(neither);
                throw e;
            }
        }
    }

    private static Database forReading(Path file, String why) {
        try {
            ReadOnlyFile found = ReadOnlyFile.of(file, why);
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(found.address());
            return open(
                    file.toString(), config, FILE_LIMIT, Dialect.SQLITE_READ_ONLY, newest -> found);
        } catch (StoreException e) {
            throw new LedgerException("cannot open " + file + ": " + why(e), e);
        }
    }

    private static boolean isOfTheDisk(Throwable e) {
        return said(e).map(SQLException::getErrorCode).filter(OF_THE_DISK::contains).isPresent();
    }

    /**
     * A PostgreSQL database that several machines share. While it is away each use waits 3 s for it, and 10 s for an answer that
     * does not come; the address may say otherwise ({@code loginTimeout}, {@code socketTimeout}).
     */
    public static Database postgres(String jdbcUrl, String user, String password) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(jdbcUrl);
        config.setUsername(user);
        config.setPassword(password);
        config.addDataSourceProperty("loginTimeout", "" + SERVER_LIMIT.toSeconds());
        config.addDataSourceProperty("socketTimeout", "" + SILENCE.toSeconds());
        String name = // a password may follow, or stand where it is of no use
                jdbcUrl.replaceFirst("[?].*", "").replaceFirst("//[^/]*@", "//");
        return open(
                name,
                config,
                SERVER_LIMIT,
                Dialect.POSTGRESQL,
                newest -> DiskSync.underEveryCommit());
    }

    private static Database open(
            String name,
            HikariConfig config,
            Duration limit,
            Dialect dialect,
            Function<LongSupplier, DiskSync> disk) {
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(limit.toMillis());
        config.setValidationTimeout(limit.toMillis() / 2);
        config.setPoolName("ledger");
        HikariDataSource pool = null;
        try {
            pool = new HikariDataSource(config);
            Database database = new Database(name, pool, dialect, disk);
            if (!database.isCurrent()) {
                database.disk.beforeWrite();
                migrate(pool, dialect);
            }
            return database;
        } catch (RuntimeException e) {
            if (pool != null) {
                pool.close();
            }
            throw new LedgerException("cannot open " + name + ": " + why(e), e);
        }
    }

    /** A look of a millisecond that spares the migration tool's start on every command. */
    private boolean isCurrent() {
        try {
            return jdbi.withHandle(
                    h -> {
                        Optional<String> version =
                                h.createQuery(
                                                "SELECT version FROM flyway_schema_history WHERE"
                                                        + " success ORDER BY installed_rank DESC LIMIT"
                                                        + " 1")
                                        .mapTo(String.class)
                                        .findOne();
                        return version.map(NEWEST_MIGRATION::equals).orElse(false);
                    });
        } catch (JdbiException e) {
            return false; // a new store has no such table
        }
    }

    private static void migrate(HikariDataSource pool, Dialect dialect) {
        FluentConfiguration flyway =
                Flyway.configure()
                        .dataSource(pool)
                        .locations("classpath:dev/tidegate/runbooks/ledger/" + dialect.folder());
        flyway.load().migrate();
    }

    /** Runs the work in a transaction that no other writer's can interleave with; it is on disk then. */
    public <T> T write(HandleCallback<T, RuntimeException> work) {
        return shared(work, true);
    }

    /**
     * As {@link #write}, but the disk is not waited for: what is written here is on disk before anything
     * that a later {@link #write} returned from. A lease needs no more, since no effect comes before the
     * intention that follows it in the ledger.
     */
    public <T> T writeAhead(HandleCallback<T, RuntimeException> work) {
        return shared(work, false);
    }

    private <T> T shared(HandleCallback<T, RuntimeException> work, boolean synced) {
        try {
            disk.beforeWrite();
            GroupCommit.Committed<T> committed = commits.run(work, synced);
            if (synced) {
                disk.reach(committed.commit());
            }
            return committed.result();
        } catch (JdbiException | StoreException e) {
            throw new LedgerException("cannot write " + name + ": " + why(e), e);
        }
    }

    public <T> T read(HandleCallback<T, RuntimeException> work) {
        try {
            disk.beforeRead();
            return jdbi.withHandle((Handle h) -> work.withHandle(h));
        } catch (JdbiException | StoreException e) {
            throw new LedgerException("cannot read " + name + ": " + why(e), e);
        }
    }

    /** What the database itself said, without the layers around it. */
    private static String why(Throwable e) {
        Throwable told = said(e).map(Throwable.class::cast).orElse(e);
        boolean silent =
                Stream.iterate(e, Throwable::getCause)
                        .takeWhile(cause -> cause != null)
                        .anyMatch(SocketTimeoutException.class::isInstance);
        return told instanceof AccessDeniedException
                ? "permission denied"
                : told.getMessage() + (silent ? " (no answer in time)" : "");
    }

    private static Optional<SQLException> said(Throwable e) {
        return Stream.iterate(e, Throwable::getCause)
                .takeWhile(cause -> cause != null)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .reduce((outer, inner) -> inner);
    }

    @Override
    public void close() {
        disk.close();
        commits.close();
        pool.close();
    }
}
