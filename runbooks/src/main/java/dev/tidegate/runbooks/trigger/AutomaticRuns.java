package dev.tidegate.runbooks.trigger;

import dev.tidegate.runbooks.book.Book;
import dev.tidegate.runbooks.book.BookOutcome;
import dev.tidegate.runbooks.book.BookShelf;
import dev.tidegate.runbooks.book.TriggerProgress.Move;
import dev.tidegate.runbooks.book.TriggerRule;
import dev.tidegate.runbooks.run.Runs;
import dev.tidegate.runbooks.run.plan.PlanOutcome;
import dev.tidegate.runbooks.run.plan.RunPlan.Trigger;
import dev.tidegate.runbooks.run.plan.RunPlanner;
import dev.tidegate.runbooks.run.record.RunEvent.AbortRequested;
import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.run.record.RunView;
import dev.tidegate.runbooks.signal.SignalReading;
import dev.tidegate.runbooks.signal.Signals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Runs automatic books when their signal or their tier calls for them, and takes them back when the signal
 * is calm. One living run a book; after a person ended one the book keeps quiet for a while, whatever the
 * signal says. What is refused for any other reason is tried again for as long as it is called for, and told
 * once. What was opened already is read from the ledger, by whichever process that was. Opens and asks, drives
 * nothing. Not thread-safe.
 */
public final class AutomaticRuns {
    /** Who is written down as the author. */
    public static final String OPERATOR = "tidegate";

    /** How long a person's no is respected. */
    static final Duration QUIET = Duration.ofHours(1);

    /** Planning reads every target of a book: not at every look. */
    static final Duration AGAIN = Duration.ofSeconds(30);

    private final BookShelf shelf;
    private final RunPlanner planner;
    private final Runs runs;
    private final Signals signals;
    private final AutomationPermit permit;
    private final Map<String, SignalWatch> watches = new HashMap<>();
    private final List<TierTrigger> tierCalls = new ArrayList<>();
    private final SortedMap<String, Waiting> waiting = new TreeMap<>(); // by book
    private List<String> broken = List.of();

    /** A book that is called for and could not be opened yet, why, and when it is tried again. */
    private record Waiting(String why, Instant next) {
        boolean isTooSoon(Instant now) { // a clock that was set back makes nobody wait longer
            return now.isBefore(next) && !now.isBefore(next.minus(AGAIN));
        }
    }

    public AutomaticRuns(
            BookShelf shelf,
            RunPlanner planner,
            Runs runs,
            Signals signals,
            AutomationPermit permit) {
        this.shelf = shelf;
        this.planner = planner;
        this.runs = runs;
        this.signals = signals;
        this.permit = permit;
    }

    /** Looks at what every automatic book is called for by; to be called every few seconds. */
    public List<TriggerOutcome> look(Instant now) {
        var fired = new ArrayList<TriggerOutcome>();
        List<Book> books = automatic();
        for (Book book : books) {
            book.signal().ifPresent(rule -> look(book, rule, now, fired));
        }
        tierCalls.forEach(call -> open(call, books, now, fired));
        waiting.keySet().removeIf(name -> !isCalledFor(name, books));
        return fired;
    }

    private List<Book> automatic() {
        List<BookOutcome> all = shelf.loadAll();
        broken = BookShelf.problems(all);
        return BookShelf.books(all).stream().filter(Book::automatic).toList();
    }

    private void look(Book book, TriggerRule rule, Instant now, List<TriggerOutcome> fired) {
        if (!(signals.now(rule.query()) instanceof SignalReading.Value value)) {
            return; // what is missing neither enters nor leaves
        }
        SignalWatch watch =
                watches.compute(
                        book.name(),
                        (name, old) ->
                                old != null && old.rule().equals(rule)
                                        ? old
                                        : new SignalWatch(rule, isOpen(book)));
        Move move = watch.see(value.sample());
        if (move == Move.ENTERED) {
            if (fire(book, watch.trigger(), now, fired)) {
                watch.done();
            }
        } else if (move == Move.LEFT) {
            takeBack(book, watch, fired);
        } else if (watch.isIn() && hasRunOut(book, now)) {
            watches.remove(book.name()); // called for still: it has to dwell again
        }
    }

    /**
     * Fires what is meant for a tier that somebody reached, on the evidence for it, until it is {@linkplain #left left}. Told
     * again after a restart, of the same moment, it fires what had not begun.
     */
    public List<TriggerOutcome> reached(int tier, String who, Trigger evidence, Instant now) {
        left(tier, who);
        TierTrigger call = new TierTrigger(tier, who, evidence);
        tierCalls.add(call); // before anything can fail
        var fired = new ArrayList<TriggerOutcome>();
        open(call, automatic(), now, fired);
        return fired;
    }

    /** What could not be opened while the tier stood is called for no longer; what was opened has its lease. */
    public void left(int tier, String who) {
        tierCalls.removeIf(call -> call.tier() == tier && call.who().equals(who));
    }

    /** Why books that are called for are not open yet, by name; each is tried again. */
    public SortedMap<String, String> waiting() {
        var told = new TreeMap<String, String>();
        waiting.forEach((book, wait) -> told.put(book, wait.why()));
        return told;
    }

    /** What is wrong with books that did not load when they were last looked at: whatever calls for them, they are not opened. */
    public List<String> broken() {
        return broken;
    }

    private void open(TierTrigger call, List<Book> books, Instant now, List<TriggerOutcome> fired) {
        for (Book book : books) {
            if (call.isMeantFor(book)
                    && (hasAnswered(book, call) || fire(book, call.evidence(), now, fired))) {
                call.settle(book);
            }
        }
    }

    /** Whether a run of the book is over that was not when the tier was reached. */
    private boolean hasAnswered(Book book, TierTrigger call) {
        return runs(book)
                .anyMatch(
                        run ->
                                run.state().isFinal()
                                        && !run.changedAt().isBefore(call.evidence().at()));
    }

    private boolean isCalledFor(String name, List<Book> books) {
        boolean bySignal =
                Optional.ofNullable(watches.get(name)).map(SignalWatch::isIn).orElse(false);
        return books.stream()
                .filter(book -> book.name().equals(name))
                .anyMatch(book -> bySignal || tierCalls.stream().anyMatch(c -> c.isMeantFor(book)));
    }

    /** Whether that settles it; else it is tried again, which is told the first time. */
    private boolean fire(Book book, Trigger trigger, Instant now, List<TriggerOutcome> fired) {
        Optional<Waiting> before = Optional.ofNullable(waiting.get(book.name()));
        if (before.map(wait -> wait.isTooSoon(now)).orElse(false)) {
            return false;
        }
        Optional<RunView> last = last(book);
        Optional<String> living =
                last.filter(run -> !run.state().isFinal())
                        .map(run -> "run " + run.id() + " is " + run.state().code());
        if (living.isPresent()) {
            waiting.remove(book.name());
            fired.add(new TriggerOutcome.Refused(book.name(), living.get()));
            return true;
        }
        Optional<String> objection =
                last.filter(run -> keepsQuiet(run, now))
                        .map(AutomaticRuns::quiet)
                        .or(() -> permit.objection(book.tier(), now));
        PlanOutcome outcome =
                objection
                        .<PlanOutcome>map(
                                why ->
                                        new PlanOutcome.Refused(
                                                List.of(why), PlanOutcome.Fault.GUARD))
                        .orElseGet(() -> planned(book, trigger));
        Optional<String> opened =
                outcome instanceof PlanOutcome.Planned planned
                        ? runs.openExclusively(planned.plan(), OPERATOR)
                        : Optional.empty();
        if (opened.isPresent()) {
            fired.add(new TriggerOutcome.Opened(book.name(), opened.get()));
            waiting.remove(book.name());
            return true;
        }
        String why =
                outcome instanceof PlanOutcome.Refused refused
                        ? String.join("; ", refused.reasons())
                        : "another process opens it";
        waiting.put(book.name(), new Waiting(why, now.plus(AGAIN)));
        if (before.isEmpty()) {
            fired.add(new TriggerOutcome.Refused(book.name(), why));
        }
        return false;
    }

    /** A mistake in one book, or in its kind of step, holds up no other. */
    private PlanOutcome planned(Book book, Trigger trigger) {
        try {
            return planner.plan(book, Map.of(), Optional.of(trigger));
        } catch (RuntimeException e) {
            return new PlanOutcome.Refused(
                    List.of("it cannot be planned: " + e), PlanOutcome.Fault.GUARD);
        }
    }

    private static String quiet(RunView run) {
        return "a person ended run %s: quiet until %s"
                .formatted(run.id(), run.changedAt().plus(QUIET));
    }

    private static boolean keepsQuiet(RunView run, Instant now) {
        return wasEndedByAPerson(run) && now.isBefore(run.changedAt().plus(QUIET));
    }

    private static boolean wasEndedByAPerson(RunView run) {
        boolean aborted = run.abort().map(a -> !a.by().equals(OPERATOR)).orElse(false);
        return aborted || run.state() == RunState.REJECTED;
    }

    private boolean hasRunOut(Book book, Instant now) {
        return last(book).map(r -> r.state().isFinal() && !keepsQuiet(r, now)).orElse(false);
    }

    /** Only what was started by itself is taken back by itself, as soon as it is in force. */
    private void takeBack(Book book, SignalWatch watch, List<TriggerOutcome> fired) {
        Optional<RunView> living =
                last(book)
                        .filter(r -> !r.state().isFinal())
                        .filter(r -> r.author().equals(OPERATOR));
        Optional<RunView> ready = living.filter(r -> r.state() == RunState.IN_FORCE);
        ready.ifPresent(
                r -> {
                    String why = "the signal is calm: " + watch.rule().text();
                    runs.request(r.id(), OPERATOR, new AbortRequested(OPERATOR, why, false));
                    fired.add(new TriggerOutcome.TakenBack(book.name(), r.id()));
                });
        if (living.isEmpty() || ready.isPresent()) {
            watch.done();
        }
    }

    /** Whether it runs since this program called for it, be it before a restart. */
    private boolean isOpen(Book book) {
        return last(book)
                .map(run -> !run.state().isFinal() && run.author().equals(OPERATOR))
                .orElse(false);
    }

    private Optional<RunView> last(Book book) {
        return runs(book).findFirst();
    }

    /** Newest first. */
    private Stream<RunView> runs(Book book) {
        return runs.all().stream().filter(run -> run.plan().book().equals(book.name()));
    }
}
