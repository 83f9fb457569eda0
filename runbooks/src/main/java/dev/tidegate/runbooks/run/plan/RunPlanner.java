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
import dev.tidegate.runbooks.book.terms.Expressions;
import dev.tidegate.runbooks.book.terms.Parameter;
import dev.tidegate.runbooks.book.terms.Template;
import dev.tidegate.runbooks.yaml.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Fills a book's values in: looks at every target, changes none. What it plans is what will be
 * written, however long the approval takes; only the before-image is looked up again.
 */
public final class RunPlanner {
    private static final int DEEPEST_CALL = 5;

    private final Actuators actuators;
    private final Function<String, Optional<Book>> shelf;

    /**
     * @param shelf finds the books that a book calls
     */
    public RunPlanner(Actuators actuators, Function<String, Optional<Book>> shelf) {
        this.actuators = actuators;
        this.shelf = shelf;
    }

    public PlanOutcome plan(
            Book book, Map<String, String> given, Optional<RunPlan.Trigger> trigger) {
        var objections = new ArrayList<String>();
        SortedMap<String, JsonNode> parameters = parameters(book, given, objections);
        if (!objections.isEmpty()) {
            return new PlanOutcome.Refused(objections);
        }
        var steps = new ArrayList<PlannedStep>();
        addSteps(book, parameters, "", 0, steps, objections);
        long targets = steps.stream().map(PlannedStep::target).distinct().count();
        if (targets > book.mostTargets()) {
            objections.add(
                    "touches "
                            + targets
                            + " targets, and the blast radius is "
                            + book.mostTargets());
        }
        Optional<Duration> lease = lease(book, parameters, objections);
        if (!objections.isEmpty()) {
            return new PlanOutcome.Refused(objections);
        }
        return new PlanOutcome.Planned(
                new RunPlan(
                        book.name(),
                        book.version(),
                        book.digest(),
                        book.title(),
                        book.tier(),
                        book.affects(),
                        parameters,
                        steps,
                        lease,
                        book.approvals(),
                        book.signal(),
                        book.effect(),
                        trigger));
    }

    private static SortedMap<String, JsonNode> parameters(
            Book book, Map<String, String> given, List<String> objections) {
        var values = new TreeMap<String, JsonNode>();
        for (Parameter p : book.parameters()) {
            String text = Optional.ofNullable(given.get(p.name())).or(p::standard).orElse(null);
            if (text == null) {
                objections.add("parameter " + p.name() + " is missing: " + p.expected());
            } else {
                p.read(text)
                        .ifPresentOrElse(
                                value -> values.put(p.name(), value),
                                () ->
                                        objections.add(
                                                "parameter "
                                                        + p.name()
                                                        + " is \""
                                                        + text
                                                        + "\", expected "
                                                        + p.expected()));
            }
        }
        var unknown = new TreeSet<>(given.keySet());
        book.parameters().forEach(p -> unknown.remove(p.name()));
        if (!unknown.isEmpty()) {
            objections.add(
                    "unknown parameters "
                            + unknown
                            + ", the book has "
                            + book.parameters().stream()
                                    .map(Parameter::name)
                                    .collect(Collectors.joining(", ", "[", "]")));
        }
        return values;
    }

    private static Optional<Duration> lease(
            Book book, Map<String, JsonNode> parameters, List<String> objections) {
        Optional<Duration> lease =
                book.lease()
                        .map(t -> t.fill(Expressions.of(book.parameters(), parameters)).asText())
                        .flatMap(Durations::parse);
        lease.filter(d -> d.compareTo(Book.LONGEST_LEASE) > 0)
                .ifPresent(d -> objections.add("a lease lasts 7d at the most, was " + d));
        return lease;
    }

    private void addSteps(
            Book book,
            Map<String, JsonNode> parameters,
            String prefix,
            int depth,
            List<PlannedStep> steps,
            List<String> objections) {
        Expressions expressions = Expressions.of(book.parameters(), parameters);
        for (Book.Requirement r : book.requires()) {
            if (!expressions.holds(r.condition())) {
                objections.add(r.otherwise() + " (" + r.condition() + ")");
            }
        }
        for (BookStep step : book.steps()) {
            try {
                if (step.call().isPresent()) {
                    call(step, expressions, prefix, depth, steps, objections);
                } else {
                    steps.add(planned(step, expressions, prefix));
                }
            } catch (IllegalArgumentException e) {
                objections.add("step " + prefix + step.id() + ": " + e.getMessage());
            }
        }
    }

    private void call(
            BookStep step,
            Expressions expressions,
            String prefix,
            int depth,
            List<PlannedStep> steps,
            List<String> objections) {
        String name = step.call().orElseThrow();
        Book called =
                shelf.apply(name)
                        .orElseThrow(() -> new IllegalArgumentException("no book " + name));
        if (depth >= DEEPEST_CALL) {
            throw new IllegalArgumentException("books call each other without an end");
        }
        var given = new TreeMap<String, String>();
        step.set().forEach((k, t) -> given.put(k, t.fill(expressions).asText()));
        SortedMap<String, JsonNode> inner = parameters(called, given, objections);
        if (inner.size() == called.parameters().size()) {
            addSteps(called, inner, prefix + step.id() + "/", depth + 1, steps, objections);
        }
    }

    private PlannedStep planned(BookStep step, Expressions expressions, String prefix) {
        Target target = target(step, expressions);
        Actuator actuator = actuators.of(target);
        Reading reading = actuator.read(target);
        if (reading instanceof Unreadable u) {
            throw new IllegalArgumentException(
                    target + " cannot be read: " + u.reason().explanation() + ", " + u.detail());
        }
        Observed before = (Observed) reading;
        Expressions withBefore = expressions.withBefore(before.fields());
        var desired = new TreeMap<String, JsonNode>();
        step.set().forEach((field, t) -> desired.put(field, t.fill(withBefore)));
        Optional<String> skip = step.when().filter(c -> !withBefore.holds(c)).map(c -> "not: " + c);
        Change preview = actuator.plan(before, desired);
        return new PlannedStep(
                prefix + step.id(),
                target,
                desired,
                skip.isPresent() ? List.of() : preview.fields(),
                step.timeout(),
                step.retries(),
                step.noUndo(),
                skip);
    }

    private static Target target(BookStep step, Expressions expressions) {
        if (step.wholeTarget().isPresent()) {
            return Target.parse(step.wholeTarget().get().fill(expressions).asText());
        }
        var coordinates = new TreeMap<String, String>();
        for (Map.Entry<String, Template> c : step.coordinates().entrySet()) {
            coordinates.put(c.getKey(), c.getValue().fill(expressions).asText());
        }
        return new Target(step.kind().orElseThrow(), coordinates);
    }
}
