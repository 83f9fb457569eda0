package dev.tidegate.runbooks.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tidegate.runbooks.ledger.store.Dialect;
import dev.tidegate.runbooks.ledger.store.DiskSync;
import dev.tidegate.runbooks.ledger.store.GroupCommit;
import dev.tidegate.runbooks.ledger.store.ReadOnlyFile;
import dev.tidegate.runbooks.ledger.store.SqliteLibrary;
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
 * The database that ledger and leases share, migrated to this version's schema.
 *
 * <p>Sharing it is essential: the transaction that writes an entry can check whether the lease is
 * still held. Thread-safe.
 */
public final class Database implements AutoCloseable {
    private static final String NEWEST_MIGRATION = "2";
    private static final int CONNECTIONS = 4;
    private static final Set<Integer> DISK_ERROR_CODES =
            Set.of(8, 10, 13, 14); // SQLITE_READONLY, _IOERR, _FULL, _CANTOPEN
    private static final Duration FILE_TIMEOUT =
            Duration.ofSeconds(10); // while another process writes
    private static final Duration SERVER_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration SOCKET_TIMEOUT =
            Duration.ofSeconds(10); // between bytes of an answer

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
        this.disk = disk.apply(commits::commitCount);
    }

    /**
     * Opens a SQLite file, created with its folders if missing; safe against kill -9 and power
     * loss.
     *
     * @throws LedgerException when it cannot be opened or is no such database
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
        loadLibrary(file);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(
                "jdbc:sqlite:file:"
                        + file.toUri().getRawPath() // a name may contain a question mark
                        + "?journal_mode=WAL&synchronous=NORMAL&busy_timeout=10000"
                        + "&transaction_mode=IMMEDIATE");
        return open(
                file.toString(),
                config,
                FILE_TIMEOUT,
                Dialect.SQLITE,
                newest -> new WriteAheadFile(file, newest));
    }

    /**
     * As {@link #sqlite}, but opens the file read-only, so that writes throw, when this user may
     * not write it or its folder, or when its disk accepts no writes. It stays read-only until
     * closed, so this is not for a process that waits for the disk to recover.
     *
     * @throws LedgerException also when its newest entries cannot be read without writing
     */
    public static Database sqliteOrReadOnly(Path file) {
        if (ReadOnlyFile.isRequiredFor(file)) {
            return openReadOnly(file, "this user may read it and not write it, or not its folder");
        }
        try {
            return sqlite(file);
        } catch (LedgerException e) {
            if (!Files.isReadable(file) || !isDiskError(e)) {
                throw e;
            }
            try {
                return openReadOnly(file, "its disk takes no writes: " + why(e));
            } catch (LedgerException neither) {
                e.addSuppressed(neither);
                throw e;
            }
        }
    }

    private static Database openReadOnly(Path file, String why) {
        try {
            ReadOnlyFile found = ReadOnlyFile.of(file, why);
            loadLibrary(file);
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(found.jdbcUrl());
            return open(
                    file.toString(),
                    config,
                    FILE_TIMEOUT,
                    Dialect.SQLITE_READ_ONLY,
                    newest -> found);
        } catch (StoreException e) {
            throw new LedgerException("cannot open " + file + ": " + why(e), e);
        }
    }

    private static void loadLibrary(Path file) {
        try {
            SqliteLibrary.load(file.toAbsolutePath().resolveSibling(""));
        } catch (StoreException e) {
            throw new LedgerException("cannot open " + file + ": " + why(e), e);
        }
    }

    private static boolean isDiskError(Throwable e) {
        return sqlCause(e)
                .map(SQLException::getErrorCode)
                .filter(DISK_ERROR_CODES::contains)
                .isPresent();
    }

    /**
     * Opens a PostgreSQL database that several machines share. Each use waits 3 s for a connection
     * and 10 s for an answer; the URL may override both ({@code loginTimeout},
     * {@code socketTimeout}).
     */
    public static Database postgres(String jdbcUrl, String user, String password) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(jdbcUrl);
        config.setUsername(user);
        config.setPassword(password);
        config.addDataSourceProperty("loginTimeout", "" + SERVER_TIMEOUT.toSeconds());
        config.addDataSourceProperty("socketTimeout", "" + SOCKET_TIMEOUT.toSeconds());
        String name = // a password may follow, or stand where it is of no use
                jdbcUrl.replaceFirst("[?].*", "").replaceFirst("//[^/]*@", "//");
        return open(
                name,
                config,
                SERVER_TIMEOUT,
                Dialect.POSTGRESQL,
                newest -> DiskSync.syncedByCommit());
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

    /**
     * Whether the schema is current: a query of a millisecond that saves starting Flyway for every
     * command.
     */
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
            return false; // a new database has no such table
        }
    }

    private static void migrate(HikariDataSource pool, Dialect dialect) {
        FluentConfiguration flyway =
                Flyway.configure()
                        .dataSource(pool)
                        .locations("classpath:dev/tidegate/runbooks/ledger/" + dialect.folder());
        flyway.load().migrate();
    }

    /** Runs the work in a serialized write transaction; on return it is on disk. */
    public <T> T write(HandleCallback<T, RuntimeException> work) {
        return commit(work, true);
    }

    /**
     * As {@link #write}, but does not wait for the disk: what is written here is on disk by the
     * time a later {@link #write} returns. That is enough for a lease, since no change is applied
     * before the intention that follows it in the ledger.
     */
    public <T> T writeAhead(HandleCallback<T, RuntimeException> work) {
        return commit(work, false);
    }

    private <T> T commit(HandleCallback<T, RuntimeException> work, boolean synced) {
        try {
            disk.beforeWrite();
            GroupCommit.Committed<T> committed = commits.run(work, synced);
            if (synced) {
                disk.syncUpTo(committed.commit());
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

    /** The database's own message, without the layers around it. */
    private static String why(Throwable e) {
        Throwable innermost = sqlCause(e).map(Throwable.class::cast).orElse(e);
        boolean timedOut =
                Stream.iterate(e, Throwable::getCause)
                        .takeWhile(cause -> cause != null)
                        .anyMatch(SocketTimeoutException.class::isInstance);
        return innermost instanceof AccessDeniedException
                ? "permission denied"
                : innermost.getMessage() + (timedOut ? " (no answer in time)" : "");
    }

    private static Optional<SQLException> sqlCause(Throwable e) {
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
