package dev.tidegate.runbooks.fire;

import dev.tidegate.runbooks.book.Book;
import dev.tidegate.runbooks.book.BookShelf;
import dev.tidegate.runbooks.book.Rule;
import dev.tidegate.runbooks.book.RuleProgress.Move;
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

/**
 * Runs automatic books when their signal or their tier calls for them, and takes them back when the signal
 * is calm. One living run a book; after a person ended one the book keeps quiet for a while, whatever the
 * signal says. Opens and asks, drives nothing. Not thread-safe.
 */
public final class Firing {
    /** Who is written down as the author. */
    public static final String OPERATOR = "tidegate";

    /** How long a person's no is respected. */
    static final Duration QUIET = Duration.ofHours(1);

    private final BookShelf shelf;
    private final RunPlanner planner;
    private final Runs runs;
    private final Signals signals;
    private final Permit permit;
    private final Map<String, SignalWatch> watches = new HashMap<>();

    public Firing(BookShelf shelf, RunPlanner planner, Runs runs, Signals signals, Permit permit) {
        this.shelf = shelf;
        this.planner = planner;
        this.runs = runs;
        this.signals = signals;
        this.permit = permit;
    }

    /** Looks at every automatic book's signal; to be called every few seconds. */
    public List<Fired> look(Instant now) {
        var fired = new ArrayList<Fired>();
        for (Book book : shelf.books()) {
            if (book.automatic()) {
                book.signal().ifPresent(rule -> look(book, rule, now, fired));
            }
        }
        return fired;
    }

    private void look(Book book, Rule rule, Instant now, List<Fired> fired) {
        if (!(signals.now(rule.query()) instanceof SignalReading.Value value)) {
            return; // what is missing neither enters nor leaves
        }
        SignalWatch watch =
                watches.compute(
                        book.name(),
                        (name, old) ->
                                old != null && old.rule().equals(rule)
                                        ? old
                                        : new SignalWatch(rule));
        Move move = watch.see(value.sample());
        if (move == Move.ENTERED) {
            fired.add(fire(book, watch.trigger(), now));
            watch.done();
        } else if (move == Move.LEFT) {
            takeBack(book, watch, fired);
        } else if (watch.isIn() && hasRunOut(book)) {
            watches.remove(book.name()); // called for still: it has to dwell again
        }
    }

    /** Fires what is meant for a tier that was reached, on the evidence for it. */
    public List<Fired> reached(int tier, Trigger evidence, Instant now) {
        return shelf.books().stream()
                .filter(book -> book.automatic() && book.tier() == tier)
                .filter(book -> book.signal().isEmpty()) // those with one follow it
                .map(book -> fire(book, evidence, now))
                .toList();
    }

    private Fired fire(Book book, Trigger trigger, Instant now) {
        Optional<String> objection =
                standing(book, now).or(() -> permit.objection(book.tier(), now));
        if (objection.isPresent()) {
            return new Fired.Refused(book.name(), objection.get());
        }
        PlanOutcome outcome = planner.plan(book, Map.of(), Optional.of(trigger));
        if (outcome instanceof PlanOutcome.Refused refused) {
            return new Fired.Refused(book.name(), String.join("; ", refused.reasons()));
        }
        PlanOutcome.Planned planned = (PlanOutcome.Planned) outcome;
        return new Fired.Opened(book.name(), runs.open(planned.plan(), OPERATOR));
    }

    /** What became of the book's last run keeps it from running now. */
    private Optional<String> standing(Book book, Instant now) {
        Optional<RunView> last = last(book);
        if (last.isEmpty()) {
            return Optional.empty();
        }
        RunView run = last.get();
        if (!run.state().isFinal()) {
            return Optional.of("run " + run.id() + " is " + run.state().code());
        }
        boolean quiet = wasEndedByAPerson(run) && now.isBefore(run.changedAt().plus(QUIET));
        return quiet ? Optional.of("a person ended run " + run.id()) : Optional.empty();
    }

    private static boolean wasEndedByAPerson(RunView run) {
        boolean aborted = run.abort().map(a -> !a.by().equals(OPERATOR)).orElse(false);
        return aborted || run.state() == RunState.REJECTED;
    }

    private boolean hasRunOut(Book book) {
        return last(book).map(r -> r.state().isFinal() && !wasEndedByAPerson(r)).orElse(false);
    }

    /** Only what was started by itself is taken back by itself, as soon as it is in force. */
    private void takeBack(Book book, SignalWatch watch, List<Fired> fired) {
        Optional<RunView> living =
                last(book)
                        .filter(r -> !r.state().isFinal())
                        .filter(r -> r.author().equals(OPERATOR));
        Optional<RunView> ready = living.filter(r -> r.state() == RunState.IN_FORCE);
        ready.ifPresent(
                r -> {
                    String why = "the signal is calm: " + watch.rule().text();
                    runs.ask(r.id(), OPERATOR, new AbortRequested(OPERATOR, why, false));
                    fired.add(new Fired.TakenBack(book.name(), r.id()));
                });
        if (living.isEmpty() || ready.isPresent()) {
            watch.done();
        }
    }

    private Optional<RunView> last(Book book) {
        return runs.all().stream()
                .filter(r -> r.plan().book().equals(book.name()))
                .findFirst(); // newest first
    }
}
