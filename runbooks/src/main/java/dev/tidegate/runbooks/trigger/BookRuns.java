package dev.tidegate.runbooks.trigger;

import dev.tidegate.runbooks.book.Book;
import dev.tidegate.runbooks.run.Runs;
import dev.tidegate.runbooks.run.record.RunEvent.AbortRequested;
import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.run.record.RunView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the ledger says of a book's runs, whoever opened them: which one keeps the book from being opened, why, and which may be ended. */
final class BookRuns {
    private final Runs runs;

    BookRuns(Runs runs) {
        this.runs = runs;
    }

    /** The book's runs, newest first. */
    Stream<RunView> of(Book book) {
        return runs.all().stream().filter(run -> run.plan().book().equals(book.name()));
    }

    Optional<RunView> unfinished(Book book) {
        return allUnfinished(book).findFirst();
    }

    /** The unfinished run of the book that was opened automatically, even before a restart. */
    Optional<RunView> openedAutomatically(Book book) {
        return allUnfinished(book).filter(BookRuns::isAutomatic).findFirst();
    }

    private Stream<RunView> allUnfinished(Book book) {
        return of(book).filter(run -> !run.state().isFinal());
    }

    static boolean isAutomatic(RunView run) {
        return run.author().equals(AutomaticRuns.OPERATOR);
    }

    /** Whether people were asked about it and it has done nothing yet. */
    static boolean isProposed(RunView run) {
        return run.question().filter(question -> question.step().isEmpty()).isPresent();
    }

    /** Whether it can be ended when what called for it is over; another one comes to that later. */
    static boolean mayEnd(RunView run) {
        return run.state() == RunState.IN_FORCE || isProposed(run);
    }

    /** Requests its end, and says what comes of it; empty if somebody did before. */
    Optional<TriggerOutcome> end(RunView run, String why) {
        AbortRequested abort = new AbortRequested(AutomaticRuns.OPERATOR, why, false);
        if (run.abort().isPresent()
                || runs.tryRequest(run.id(), AutomaticRuns.OPERATOR, abort).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                isProposed(run)
                        ? new TriggerOutcome.Withdrawn(run.plan().book(), run.id())
                        : new TriggerOutcome.UndoRequested(run.plan().book(), run.id()));
    }

    /** What to say of the unfinished run that keeps its book from being opened; nothing if it is what the trigger is for. */
    static Optional<TriggerOutcome> describeUnfinished(RunView run) {
        RunState state = run.state();
        boolean ends = state == RunState.UNDOING || state == RunState.STUCK;
        if (isAutomatic(run) && !ends) {
            return Optional.empty();
        }
        String book = run.plan().book();
        boolean inForce = state == RunState.IN_FORCE;
        return Optional.of(
                inForce || (state.isMoving() && !ends)
                        ? new TriggerOutcome.RunByPerson(book, run.id(), run.author(), inForce)
                        : new TriggerOutcome.Refused(
                                book, "run " + run.id() + " is " + state.code()));
    }

    /** The unfinished runs that were opened automatically and are of none of these books. */
    List<RunView> withoutAny(List<Book> books) {
        Set<String> names = books.stream().map(Book::name).collect(Collectors.toSet());
        return runs.all().stream()
                .filter(run -> isAutomatic(run) && !run.state().isFinal())
                .filter(run -> !names.contains(run.plan().book()))
                .toList();
    }

    /** Why the book stays quiet now: a person ended its last run. */
    Optional<String> quietReason(Book book, Instant now) {
        return last(book)
                .filter(run -> isQuietPeriod(run, now))
                .map(
                        run ->
                                "a person ended run %s: quiet until %s"
                                        .formatted(
                                                run.id(),
                                                run.changedAt().plus(AutomaticRuns.QUIET_PERIOD)));
    }

    /**
     * Why nobody can tell whether the book has an unfinished run: one cannot be read, as after an entry of a newer version, and a
     * lease from its newest entry could still hold. A run's name begins with its book's, and the number after that has no hyphen.
     */
    Optional<String> unreadable(Book book, Instant now) {
        runs.all(); // as of now
        return runs.unreadable().entrySet().stream()
                .filter(run -> run.getKey().replaceFirst("-[^-]*$", "").equals(book.name()))
                .filter(run -> now.isBefore(run.getValue().newest().plus(Book.MAX_LEASE)))
                .map(
                        run ->
                                "run %s cannot be read, and may be in force until %s: %s"
                                        .formatted(
                                                run.getKey(),
                                                run.getValue().newest().plus(Book.MAX_LEASE),
                                                run.getValue().why()))
                .findFirst();
    }

    /** Whether the book had a run, and has none now. */
    boolean isOver(Book book) {
        return unfinished(book).isEmpty() && last(book).isPresent();
    }

    private Optional<RunView> last(Book book) {
        return of(book).findFirst();
    }

    private static boolean isQuietPeriod(RunView run, Instant now) {
        return wasEndedByPerson(run)
                && now.isBefore(run.changedAt().plus(AutomaticRuns.QUIET_PERIOD));
    }

    private static boolean wasEndedByPerson(RunView run) {
        boolean aborted =
                run.abort().map(a -> !a.by().equals(AutomaticRuns.OPERATOR)).orElse(false);
        return aborted || run.refusedBy().isPresent();
    }
}
