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

/**
 * Opens runs of automatic books when their signal or tier triggers them, and requests their undo
 * when the signal is calm. A book has at most one unfinished run; after a person has ended one, the
 * book is not triggered for a {@link #QUIET_PERIOD}. What is refused for any other reason is
 * retried for as long as it is triggered, and reported once. Which runs were already opened, by
 * this or another process, is read from the ledger. Only opens runs and writes requests; drives
 * none. Not thread-safe.
 */
public final class AutomaticRuns {
    /** The author recorded for automatic runs. */
    public static final String OPERATOR = "tidegate";

    /** How long after a person ended a run its book is not triggered. */
    static final Duration QUIET_PERIOD = Duration.ofHours(1);

    private final BookShelf shelf;
    private final RunPlanner planner;
    private final Runs runs;
    private final BookRuns bookRuns;
    private final Signals signals;
    private final AutomationPermit permit;
    private final Map<String, SignalWatch> watches = new HashMap<>();
    private final List<TierTrigger> tierTriggers = new ArrayList<>();
    private final PendingRetries retries = new PendingRetries();
    private List<String> loadProblems = List.of();

    public AutomaticRuns(
            BookShelf shelf,
            RunPlanner planner,
            Runs runs,
            Signals signals,
            AutomationPermit permit) {
        this.shelf = shelf;
        this.planner = planner;
        this.runs = runs;
        this.bookRuns = new BookRuns(runs);
        this.signals = signals;
        this.permit = permit;
    }

    /** Checks the triggers of all automatic books; to be called every few seconds. */
    public List<TriggerOutcome> poll(Instant now) {
        var outcomes = new ArrayList<TriggerOutcome>();
        List<Book> books = automaticBooks();
        for (Book book : books) {
            book.signal().ifPresent(rule -> check(book, rule, now, outcomes));
        }
        bookRuns.withoutAny(books).forEach(run -> endIfCalm(run, outcomes));
        tierTriggers.forEach(tierTrigger -> openAll(tierTrigger, books, now, outcomes));
        retries.forgetIf(name -> !isTriggered(name, books));
        return outcomes;
    }

    private List<Book> automaticBooks() {
        List<BookOutcome> all = shelf.loadAll();
        loadProblems = BookShelf.problems(all);
        return BookShelf.books(all).stream().filter(Book::automatic).toList();
    }

    private void check(Book book, TriggerRule rule, Instant now, List<TriggerOutcome> outcomes) {
        if (!(signals.now(rule.query()) instanceof SignalReading.Value value)) {
            return; // a missing value neither enters nor leaves
        }
        SignalWatch watch =
                watches.compute(
                        book.name(),
                        (name, old) ->
                                old != null && old.rule().equals(rule)
                                        ? old
                                        : new SignalWatch(
                                                rule,
                                                bookRuns.openedAutomatically(book).isPresent()));
        Move move = watch.add(value.sample());
        if (move == Move.ENTERED) {
            if (tryOpen(book, watch.trigger(), now, outcomes)) {
                watch.acknowledge();
            }
        } else if (move == Move.LEFT) {
            undo(book, watch, outcomes);
        } else if (watch.isActive() && bookRuns.isOver(book)) {
            watches.remove(book.name()); // still triggered: it has to dwell again
        }
    }

    /** By the rule of its own plan, since its book was renamed or removed, does not load, or is not automatic any more. */
    private void endIfCalm(RunView run, List<TriggerOutcome> outcomes) {
        Optional<TriggerRule> rule = run.plan().rule();
        if (rule.isPresent()
                && signals.now(rule.get().query()) instanceof SignalReading.Value value) {
            SignalWatch watch =
                    watches.computeIfAbsent(run.id(), id -> new SignalWatch(rule.get(), true));
            if (watch.add(value.sample()) == Move.LEFT && BookRuns.mayEnd(run)) {
                bookRuns.end(run, "the signal is calm: " + rule.get().text())
                        .ifPresent(outcomes::add);
            }
        }
    }

    /**
     * Opens the books of a tier that the source has reached, retrying until the tier is {@linkplain
     * #tierLeft left}. Called again after a restart with the same evidence, it opens those that had not
     * been opened.
     */
    public List<TriggerOutcome> tierReached(
            int tier, String source, Trigger evidence, Instant now) {
        forget(tier, source);
        TierTrigger tierTrigger = new TierTrigger(tier, source, evidence);
        tierTriggers.add(tierTrigger); // before anything can fail
        var outcomes = new ArrayList<TriggerOutcome>();
        openAll(tierTrigger, automaticBooks(), now, outcomes);
        return outcomes;
    }

    /**
     * Stops retrying what could not be opened while the tier held, and withdraws what is only proposed yet, unless another source
     * is in the tier; what is in force ends with its lease.
     */
    public List<TriggerOutcome> tierLeft(int tier, String source) {
        var outcomes = new ArrayList<TriggerOutcome>();
        List<TierTrigger> left = forget(tier, source);
        if (!left.isEmpty() && tierTriggers.stream().noneMatch(other -> other.tier() == tier)) {
            String why = source + " has left tier " + tier;
            automaticBooks().stream()
                    .filter(book -> left.stream().anyMatch(trigger -> trigger.isFor(book)))
                    .flatMap(book -> bookRuns.openedAutomatically(book).stream())
                    .filter(BookRuns::isProposed)
                    .flatMap(run -> bookRuns.end(run, why).stream())
                    .forEach(outcomes::add);
        }
        return outcomes;
    }

    private List<TierTrigger> forget(int tier, String source) {
        List<TierTrigger> forgotten =
                tierTriggers.stream()
                        .filter(each -> each.tier() == tier && each.source().equals(source))
                        .toList();
        tierTriggers.removeAll(forgotten);
        return forgotten;
    }

    /** Why triggered books are not open yet, by name; each is retried. */
    public SortedMap<String, String> waiting() {
        return retries.reasons();
    }

    /**
     * Problems of books that did not load at the last poll; such books are not opened, whatever
     * triggers them.
     */
    public List<String> loadProblems() {
        return loadProblems;
    }

    private void openAll(
            TierTrigger tierTrigger, List<Book> books, Instant now, List<TriggerOutcome> outcomes) {
        for (Book book : books) {
            if (tierTrigger.appliesTo(book) && serve(tierTrigger, book, now, outcomes)) {
                tierTrigger.markHandled(book);
            }
        }
    }

    /** Opens the book unless that was done already; a run from before the tier was reached is waited for, since it ends. */
    private boolean serve(
            TierTrigger tierTrigger, Book book, Instant now, List<TriggerOutcome> outcomes) {
        return bookRuns.of(book).anyMatch(tierTrigger::isServedBy)
                || (bookRuns.unfinished(book).isEmpty()
                        && tryOpen(book, tierTrigger.evidence(), now, outcomes));
    }

    private boolean isTriggered(String name, List<Book> books) {
        boolean bySignal =
                Optional.ofNullable(watches.get(name)).map(SignalWatch::isActive).orElse(false);
        return books.stream()
                .filter(book -> book.name().equals(name))
                .anyMatch(
                        book -> bySignal || tierTriggers.stream().anyMatch(c -> c.appliesTo(book)));
    }

    /**
     * Tries to open a run; returns whether the trigger is dealt with. If not, it is retried; the
     * first failure is reported. That another process opens it just now is none yet.
     */
    private boolean tryOpen(
            Book book, Trigger trigger, Instant now, List<TriggerOutcome> outcomes) {
        if (retries.isTooSoon(book.name(), now)) {
            return false;
        }
        Optional<RunView> unfinished = bookRuns.unfinished(book);
        if (unfinished.isPresent()) {
            retries.forget(book.name());
            BookRuns.describeUnfinished(unfinished.get()).ifPresent(outcomes::add);
            return true;
        }
        Optional<TriggerOutcome> outcome =
                objection(book, now)
                        .<TriggerOutcome>map(why -> refused(book, why))
                        .or(() -> open(book, trigger));
        if (outcome.isEmpty()) {
            String why = "another process opens it";
            if (retries.leaveToOther(book.name(), why, now)) {
                outcomes.add(refused(book, why));
            }
            return false;
        }
        if (outcome.get() instanceof TriggerOutcome.Refused refused) {
            if (retries.postpone(book.name(), refused.why(), now)) {
                outcomes.add(refused);
            }
            return false;
        }
        retries.forget(book.name());
        outcomes.add(outcome.get());
        return true;
    }

    /** Why the book may not be opened now, whatever its plan. */
    private Optional<String> objection(Book book, Instant now) {
        return bookRuns.quietReason(book, now)
                .or(() -> bookRuns.unreadable(book, now))
                .or(() -> permit.objection(book.tier(), now));
    }

    /** Empty while another process opens it. */
    private Optional<TriggerOutcome> open(Book book, Trigger trigger) {
        PlanOutcome outcome = plan(book, trigger);
        if (outcome instanceof PlanOutcome.Planned planned) {
            return runs.openExclusively(planned.plan(), OPERATOR)
                    .map(run -> new TriggerOutcome.Opened(book.name(), run));
        }
        String reasons = String.join("; ", ((PlanOutcome.Refused) outcome).reasons());
        return Optional.of(refused(book, reasons));
    }

    /** Plans the book. A bug in one book or actuator must not hold up the others. */
    private PlanOutcome plan(Book book, Trigger trigger) {
        try {
            return planner.plan(book, Map.of(), Optional.of(trigger));
        } catch (RuntimeException e) {
            return new PlanOutcome.Refused(
                    List.of("it cannot be planned: " + e), PlanOutcome.Fault.GUARD);
        }
    }

    private static TriggerOutcome.Refused refused(Book book, String why) {
        return new TriggerOutcome.Refused(book.name(), why);
    }

    /**
     * Ends the run, once it is in force or while it is only proposed; only a run that was opened automatically. Another process
     * may have asked for it, or have it over with, at the same moment: that is as wanted.
     */
    private void undo(Book book, SignalWatch watch, List<TriggerOutcome> outcomes) {
        Optional<RunView> active = bookRuns.openedAutomatically(book);
        Optional<RunView> ready = active.filter(BookRuns::mayEnd);
        ready.flatMap(run -> bookRuns.end(run, "the signal is calm: " + watch.rule().text()))
                .ifPresent(outcomes::add);
        if (active.isEmpty() || ready.isPresent()) {
            watch.acknowledge();
        }
    }
}
