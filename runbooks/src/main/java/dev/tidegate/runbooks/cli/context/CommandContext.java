package dev.tidegate.runbooks.cli.context;

import dev.tidegate.runbooks.act.Actuators;
import dev.tidegate.runbooks.approve.AccessPolicy;
import dev.tidegate.runbooks.approve.Action;
import dev.tidegate.runbooks.approve.Operator;
import dev.tidegate.runbooks.book.Book;
import dev.tidegate.runbooks.book.BookLoader;
import dev.tidegate.runbooks.book.BookShelf;
import dev.tidegate.runbooks.cli.show.Invocation;
import dev.tidegate.runbooks.cli.show.LiveSignal;
import dev.tidegate.runbooks.cli.show.RunPrinter;
import dev.tidegate.runbooks.lease.Lease;
import dev.tidegate.runbooks.lease.LeaseOutcome;
import dev.tidegate.runbooks.lease.SqlLeases;
import dev.tidegate.runbooks.ledger.Database;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.Ledgers;
import dev.tidegate.runbooks.run.Approvers;
import dev.tidegate.runbooks.run.RunDependencies;
import dev.tidegate.runbooks.run.Runs;
import dev.tidegate.runbooks.run.Sleeper;
import dev.tidegate.runbooks.run.record.RunView;
import dev.tidegate.runbooks.signal.Signals;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything a command works with; each part is created only when first used. */
public final class CommandContext implements AutoCloseable {
    public static final int DONE = 0;
    public static final int FAILED = 1;
    public static final int WRONG_USAGE = 2;
    public static final int BAD_INPUT = 3;
    public static final int REFUSED = 4;
    public static final int UNKNOWN = 5;

    private final ContextOptions options;
    private final Map<String, String> environment;
    private final Clock clock = Clock.systemUTC();
    private final Actuators actuators;
    private final String process;
    private @Nullable Database database;

    CommandContext(ContextOptions options) {
        this.options = options;
        this.environment = System.getenv();
        this.actuators = Kinds.all(options.aws(), clock);
        this.process =
                AccessOption.user()
                        + "@"
                        + host()
                        + "/"
                        + ProcessHandle.current().pid()
                        + "/"
                        + clock.millis();
    }

    /** How the program was called, for printing commands that can be pasted. */
    public Invocation invocation() {
        return options.invocation;
    }

    public RunPrinter printer(PrintWriter out) {
        return new RunPrinter(out, invocation());
    }

    public Clock clock() {
        return clock;
    }

    public Actuators actuators() {
        return actuators;
    }

    public BookShelf shelf() {
        return books().shelf();
    }

    public Book book(String name) {
        return books().get(name);
    }

    private Books books() {
        return new Books(options.books, new BookLoader(actuators, options.parameters));
    }

    /** Whether a metrics server is configured. */
    public boolean hasSignals() {
        return options.hasSignals();
    }

    public Signals signals() {
        return options.signals().orElseGet(Signals::none);
    }

    /** Signals for runs; on a terminal their values are drawn as they come. */
    private Signals shownSignals() {
        return LiveSignal.onTerminal()
                .<Signals>map(terminal -> new LiveSignal(signals(), terminal))
                .orElseGet(this::signals);
    }

    private Database database() {
        if (database == null) {
            database =
                    options.configuredStore == null ? openStore() : options.configuredStore.get();
        }
        return database;
    }

    private Database openStore() {
        return options.isServer()
                ? Database.postgres(
                        options.store,
                        environment.getOrDefault("PGUSER", AccessOption.user()),
                        environment.getOrDefault("PGPASSWORD", ""))
                : Database.sqliteOrReadOnly(Path.of(options.store));
    }

    public Ledger ledger() {
        return Ledgers.in(database());
    }

    /**
     * This context, after checking that the store exists: a reading command must not create a
     * missing file and show it as empty.
     */
    public CommandContext requireStore() {
        options.storeFile()
                .filter(file -> !Files.exists(file))
                .ifPresent(
                        file -> {
                            throw CommandRefusal.badInput(
                                    List.of(
                                            "there is no ledger at "
                                                    + file
                                                    + (options.configuredStore == null
                                                            ? ": name it by --config, --store or $TIDEGATE_STORE"
                                                            : ", where the configuration has it: nothing has run with it"
                                                                    + " yet")));
                        });
        return this;
    }

    public Runs runs() {
        AccessPolicy policy = policy();
        return runs(
                (name, role) ->
                        policy.byName(name).map(o -> policy.hasRole(o, role)).orElse(false));
    }

    /** The runs of a store that exists, only to show them: whatever the access policy is like. */
    public Runs recordedRuns() {
        return requireStore().runs((name, role) -> false);
    }

    private Runs runs(Approvers approvers) {
        RunDependencies dependencies =
                new RunDependencies(
                        ledger(),
                        new SqlLeases(database()),
                        actuators,
                        shownSignals(),
                        approvers,
                        clock,
                        Sleeper.real(),
                        new SecureRandom()::nextDouble);
        return new Runs(dependencies, process);
    }

    public AccessPolicy policy() {
        return options.access.policy();
    }

    /**
     * The current operator, if the policy allows the action; a refusal is recorded in the ledger
     * and thrown.
     */
    public Operator authorize(Action action, int tier, String subject) {
        return options.access.authorize(action, tier, subject, this::ledger, clock.instant());
    }

    /** Acquires a lease for what only one command may do at a time. */
    public Lease lease(String name, Duration life) {
        LeaseOutcome outcome =
                new SqlLeases(database()).acquire(name, process, life, clock.instant());
        if (outcome instanceof LeaseOutcome.HeldByAnother other) {
            throw CommandRefusal.guarded(name + " is in the hands of " + other.holder());
        }
        return ((LeaseOutcome.Held) outcome).lease();
    }

    public void release(Lease lease) {
        new SqlLeases(database()).release(lease);
    }

    public RunView run(Runs runs, String id) {
        return runs.find(id)
                .orElseThrow(
                        () ->
                                CommandRefusal.badInput(
                                        List.of(
                                                "no run "
                                                        + id
                                                        + ", to see all: tidegate runbook status")));
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    @Override
    public void close() {
        if (database != null) {
            database.close();
        }
    }
}
