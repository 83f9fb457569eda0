package dev.tidegate.runbooks.book.lint;

import dev.tidegate.runbooks.act.Actuators;
import dev.tidegate.runbooks.book.Book;
import dev.tidegate.runbooks.book.BookStep;
import dev.tidegate.runbooks.book.TriggerRule;
import dev.tidegate.runbooks.book.terms.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds defects in books that load: signals without hysteresis, steps without undo, unreachable steps, tiers out of order, the
 * wrong class of traffic first, parameters that give whoever runs the book more than it is for.
 */
public final class Linter {
    private final Actuators actuators;

    public Linter(Actuators actuators) {
        this.actuators = actuators;
    }

    /** All findings in the books of one shelf. */
    public List<Finding> lint(Collection<Book> books) {
        var byName = new TreeMap<String, Book>();
        books.forEach(b -> byName.put(b.name(), b));
        var found = new ArrayList<Finding>();
        for (Book book : byName.values()) {
            checkHysteresis(book, found);
            checkUndo(book, found);
            checkReachability(book, found);
            checkPriorities(book, found);
            checkMitigation(book, found);
            for (BookStep step : book.steps()) {
                new ParameterRisks(book).of(step).forEach(what -> add(found, book, what));
            }
        }
        checkTiers(byName.values(), found);
        return found;
    }

    private static void add(List<Finding> found, Book book, String what) {
        found.add(new Finding(book.name(), what));
    }

    private static void checkHysteresis(Book book, List<Finding> found) {
        book.signal()
                .filter(r -> !r.hasHysteresis())
                .ifPresent(
                        r ->
                                add(
                                        found,
                                        book,
                                        "thresholds without hysteresis: "
                                                + r.text()
                                                + ", leave a gap between enter and exit"));
        book.signal()
                .filter(r -> r.enterFor().isZero() || r.exitFor().isZero())
                .ifPresent(
                        r ->
                                add(
                                        found,
                                        book,
                                        "thresholds without a dwell time: one sample would move"
                                                + " it"));
    }

    private void checkUndo(Book book, List<Finding> found) {
        for (BookStep step : book.steps()) {
            Optional<BookStep.Change> change = step.change();
            boolean irreversible =
                    change.stream()
                            .flatMap(c -> kinds(book, c).stream())
                            .flatMap(k -> actuators.find(k).stream())
                            .anyMatch(a -> !a.shape().restorable());
            if (irreversible && change.flatMap(BookStep.Change::noUndo).isEmpty()) {
                add(
                        found,
                        book,
                        "step "
                                + step.id()
                                + " has no undo: say why it needs none, with"
                                + " undo: {none: …}");
            }
        }
    }

    private static List<String> kinds(Book book, BookStep.Change change) {
        return change.wholeTarget()
                .flatMap(t -> t.expressions().stream().findFirst())
                .flatMap(book::parameter)
                .map(Parameter::kinds)
                .orElse(change.kind().stream().toList());
    }

    private static void checkReachability(Book book, List<Finding> found) {
        for (BookStep step : book.steps()) {
            if (step.when().isPresent() && BoundaryValues.of(book).neverHolds(step.when().get())) {
                add(
                        found,
                        book,
                        "step "
                                + step.id()
                                + " is never reached: no allowed parameters make \""
                                + step.when().get()
                                + "\" true");
            }
        }
    }

    /** P3 before P2 before P1: the least important class is restricted first. */
    private static void checkPriorities(Book book, List<Finding> found) {
        String last = "";
        for (BookStep step : book.steps()) {
            Optional<String> takesFrom = step.change().flatMap(BookStep.Change::priorityClass);
            if (takesFrom.isPresent()) {
                String now = takesFrom.get();
                if (!last.isEmpty() && now.compareTo(last) > 0) {
                    add(
                            found,
                            book,
                            "inverted priority order: step "
                                    + step.id()
                                    + " takes from "
                                    + now
                                    + " after "
                                    + last);
                }
                last = now;
            }
        }
    }

    private static void checkMitigation(Book book, List<Finding> found) {
        if (book.tier() > 0 && book.lease().isEmpty()) {
            add(found, book, "a mitigation of tier " + book.tier() + " without a lease stays on");
        }
        if (book.tier() > 1 && book.approvals().isEmpty()) {
            add(found, book, "tier " + book.tier() + " asks nobody for approval");
        }
    }

    /** Of books with the same signal, an upper tier's must not be entered before a lower tier's. */
    private static void checkTiers(Collection<Book> books, List<Finding> found) {
        var byQuery = new HashMap<String, List<Book>>();
        for (Book book : books) {
            book.signal()
                    .filter(r -> book.tier() > 0)
                    .ifPresent(
                            r ->
                                    byQuery.computeIfAbsent(r.query(), q -> new ArrayList<>())
                                            .add(book));
        }
        for (List<Book> same : byQuery.values()) {
            for (Book lower : same) {
                for (Book upper : same) {
                    if (lower.tier() < upper.tier() && entersFirst(upper, lower)) {
                        add(
                                found,
                                upper,
                                "tier out of order: tier "
                                        + upper.tier()
                                        + " is entered no later than "
                                        + lower.name()
                                        + " of tier "
                                        + lower.tier());
                    }
                }
            }
        }
    }

    private static boolean entersFirst(Book upper, Book lower) {
        TriggerRule u = upper.signal().orElseThrow();
        TriggerRule l = lower.signal().orElseThrow();
        boolean earlier = u.high() ? u.enter() < l.enter() : u.enter() > l.enter();
        boolean sooner = u.enter() == l.enter() && u.enterFor().compareTo(l.enterFor()) <= 0;
        return earlier || sooner;
    }
}
