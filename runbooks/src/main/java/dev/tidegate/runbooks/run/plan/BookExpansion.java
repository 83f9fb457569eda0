package dev.tidegate.runbooks.run.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.Actuators;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Reading;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.Unreadable;
import dev.tidegate.runbooks.book.Book;
import dev.tidegate.runbooks.book.BookStep;
import dev.tidegate.runbooks.book.terms.Condition;
import dev.tidegate.runbooks.book.terms.Expressions;
import dev.tidegate.runbooks.book.terms.Template;
import dev.tidegate.runbooks.signal.SignalReading;
import dev.tidegate.runbooks.signal.Signals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Expands a book and the books it calls to one list of steps with their values filled in.
 *
 * <p>Calling a book does not bypass its approvals: a call of a book that needs approval is preceded
 * by that question. Not thread-safe.
 */
final class BookExpansion {
    private static final int MAX_CALL_DEPTH = 5;

    private final Actuators actuators;
    private final Signals signals;
    private final Function<String, Optional<Book>> shelf;
    private final List<String> objections;
    private final List<PlannedStep> steps = new ArrayList<>();
    private int highestTier;
    private int unreadable;
    private Optional<Duration> shortestLease = Optional.empty();

    /**
     * @param objections collects what stands against the plan
     */
    BookExpansion(
            Actuators actuators,
            Signals signals,
            Function<String, Optional<Book>> shelf,
            List<String> objections) {
        this.actuators = actuators;
        this.signals = signals;
        this.shelf = shelf;
        this.objections = objections;
    }

    List<PlannedStep> steps() {
        return steps;
    }

    /** How many of the objections say that a target could not be read. */
    int unreadable() {
        return unreadable;
    }

    /** Of the books that were called. */
    int highestTier() {
        return highestTier;
    }

    /** Of the books that were called. */
    Optional<Duration> shortestLease() {
        return shortestLease;
    }

    void add(Book book, Map<String, JsonNode> parameters) {
        add(book, parameters, "", 0);
    }

    private void add(Book book, Map<String, JsonNode> parameters, String prefix, int depth) {
        Expressions expressions = Expressions.of(book.parameters(), parameters);
        for (Book.Requirement r : book.requires()) {
            try {
                if (!expressions.holds(r.condition())) {
                    objections.add(r.otherwise() + " (" + r.condition() + ")");
                }
            } catch (IllegalArgumentException e) {
                objections.add(String.valueOf(e.getMessage()));
            }
        }
        for (BookStep step : book.steps()) {
            try {
                if (step.work() instanceof BookStep.Call call) {
                    call(step, call, expressions, prefix, depth);
                } else {
                    steps.add(plan(step, expressions, prefix + step.id()));
                }
            } catch (IllegalArgumentException e) {
                objections.add("step " + prefix + step.id() + ": " + e.getMessage());
            }
        }
    }

    private void call(
            BookStep step, BookStep.Call call, Expressions expressions, String prefix, int depth) {
        Book called =
                shelf.apply(call.book())
                        .orElseThrow(() -> new IllegalArgumentException("no book " + call.book()));
        if (depth >= MAX_CALL_DEPTH) {
            throw new IllegalArgumentException("calls nest deeper than " + MAX_CALL_DEPTH);
        }
        if (skip(step, expressions).isPresent()) {
            return;
        }
        String inner = prefix + step.id() + "/";
        called.approvals()
                .ifPresent(
                        asked ->
                                steps.add(
                                        new PlannedQuestion(
                                                inner + "approval", asked, Optional.empty())));
        var given = new TreeMap<String, String>();
        call.with().forEach((k, t) -> given.put(k, t.fill(expressions).asText()));
        SortedMap<String, JsonNode> values = RunPlanner.parameters(called, given, objections);
        if (values.size() == called.parameters().size()) {
            highestTier = Math.max(highestTier, called.tier());
            RunPlanner.lease(called, values, objections)
                    .filter(d -> shortestLease.map(s -> d.compareTo(s) < 0).orElse(true))
                    .ifPresent(d -> shortestLease = Optional.of(d));
            add(called, values, inner, depth + 1);
        }
    }

    private PlannedStep plan(BookStep step, Expressions expressions, String id) {
        if (step.work() instanceof BookStep.Change change) {
            Optional<Condition> when = step.when().map(expressions::condition);
            return change(change, when, expressions, id);
        }
        Optional<String> skip = skip(step, expressions);
        if (step.work() instanceof BookStep.Wait wait) {
            String query = wait.query().fill(expressions).asText();
            return new PlannedWait(
                    id,
                    query,
                    wait.below(),
                    wait.threshold(),
                    wait.lasting(),
                    wait.timeout(),
                    describeSignal(query),
                    skip);
        } else if (step.work() instanceof BookStep.Pause pause) {
            return new PlannedPause(id, pause.time(), pause.otherwise(), skip);
        } else if (step.work() instanceof BookStep.Ask ask) {
            return new PlannedQuestion(id, ask.approvals(), skip);
        }
        throw new IllegalStateException("no plan for " + step.work());
    }

    private static Optional<String> skip(BookStep step, Expressions expressions) {
        return step.when().filter(c -> !expressions.holds(c)).map(c -> "not: " + c);
    }

    private String describeSignal(String query) {
        SignalReading reading = signals.now(query);
        return reading instanceof SignalReading.Value value
                ? String.valueOf(value.sample().value())
                : "not known: " + ((SignalReading.Missing) reading).why();
    }

    private PlannedStep change(
            BookStep.Change change, Optional<Condition> when, Expressions expressions, String id) {
        Target target = target(change, expressions);
        Actuator actuator = actuators.of(target);
        Reading reading = actuator.read(target);
        if (reading instanceof Unreadable u) {
            unreadable++;
            throw new IllegalArgumentException(
                    target + " cannot be read: " + u.reason().describe(u.detail()));
        }
        Observed before = (Observed) reading;
        Expressions withBefore = expressions.withBefore(before.fields());
        var desired = new TreeMap<String, JsonNode>();
        change.set().forEach((field, t) -> desired.put(field, t.fill(withBefore)));
        Optional<String> skip =
                when.filter(w -> !w.holds(before.fields())).map(w -> "not: " + w.expression());
        Change preview = actuator.plan(before, desired);
        return new PlannedChange(
                id,
                target,
                desired,
                skip.isPresent() ? List.of() : preview.fields(),
                change.timeout(),
                change.retries(),
                change.noUndo().or(actuator.shape()::noUndo),
                skip,
                when);
    }

    private static Target target(BookStep.Change change, Expressions expressions) {
        if (change.wholeTarget().isPresent()) {
            return Target.parse(change.wholeTarget().get().fill(expressions).asText());
        }
        var coordinates = new TreeMap<String, String>();
        for (Map.Entry<String, Template> c : change.coordinates().entrySet()) {
            coordinates.put(c.getKey(), c.getValue().fill(expressions).asText());
        }
        return new Target(change.kind().orElseThrow(), coordinates);
    }
}
