package dev.tidegate.runbooks.run.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.runbooks.act.Actuators;
import dev.tidegate.runbooks.book.Book;
import dev.tidegate.runbooks.book.terms.Expressions;
import dev.tidegate.runbooks.book.terms.Parameter;
import dev.tidegate.runbooks.ledger.SecretDetector;
import dev.tidegate.runbooks.signal.Signals;
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
 * Fills in a book's values: reads every target, changes none. What it plans is what will be
 * written, however long approval takes; only the before-image is read again.
 */
public final class RunPlanner {
    private final Actuators actuators;
    private final Signals signals;
    private final Function<String, Optional<Book>> shelf;

    /**
     * @param signals gives the current value of each signal that is waited for, for the plan to
     *     show
     * @param shelf finds the books that a book calls
     */
    public RunPlanner(
            Actuators actuators, Signals signals, Function<String, Optional<Book>> shelf) {
        this.actuators = actuators;
        this.signals = signals;
        this.shelf = shelf;
    }

    public PlanOutcome plan(
            Book book, Map<String, String> given, Optional<RunPlan.Trigger> trigger) {
        var objections = new ArrayList<String>();
        SortedMap<String, JsonNode> parameters = parameters(book, given, objections);
        if (!objections.isEmpty()) {
            return new PlanOutcome.Refused(objections, PlanOutcome.Fault.GIVEN);
        }
        var expansion = new BookExpansion(actuators, signals, shelf, objections);
        expansion.add(book, parameters);
        List<PlannedStep> steps = expansion.steps();
        long targets =
                steps.stream()
                        .filter(s -> s instanceof PlannedChange)
                        .map(s -> ((PlannedChange) s).target())
                        .distinct()
                        .count();
        if (targets > book.maxTargets()) {
            objections.add(
                    "it would touch "
                            + targets
                            + " targets, and blast-radius.targets of book "
                            + book.name()
                            + " allows "
                            + book.maxTargets());
        }
        Optional<Duration> lease = lease(book, parameters, objections).or(expansion::shortestLease);
        if (!objections.isEmpty()) {
            boolean unread = expansion.unreadable() == objections.size();
            return new PlanOutcome.Refused(
                    objections, unread ? PlanOutcome.Fault.UNREADABLE : PlanOutcome.Fault.GUARD);
        }
        return new PlanOutcome.Planned(
                new RunPlan(
                        book.name(),
                        book.version(),
                        book.digest(),
                        book.title(),
                        Math.max(book.tier(), expansion.highestTier()),
                        book.affects(),
                        parameters,
                        steps,
                        lease,
                        book.approvals(),
                        book.signal(),
                        book.effect(),
                        trigger));
    }

    static SortedMap<String, JsonNode> parameters(
            Book book, Map<String, String> given, List<String> objections) {
        var values = new TreeMap<String, JsonNode>();
        for (Parameter p : book.parameters()) {
            String text = Optional.ofNullable(given.get(p.name())).or(p::defaultValue).orElse(null);
            if (text == null) {
                objections.add("parameter " + p.name() + " is missing: " + p.expected());
            } else if (SecretDetector.containsSecret(text)) {
                objections.add(
                        "parameter "
                                + p.name()
                                + " looks like a secret, which the ledger would keep: put it into"
                                + " the environment, and name it in the book");
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

    static Optional<Duration> lease(
            Book book, Map<String, JsonNode> parameters, List<String> objections) {
        Optional<Duration> lease =
                book.lease()
                        .map(t -> t.fill(Expressions.of(book.parameters(), parameters)).asText())
                        .flatMap(Durations::parse);
        lease.filter(d -> d.compareTo(Book.MAX_LEASE) > 0)
                .ifPresent(
                        d ->
                                objections.add(
                                        "a lease lasts "
                                                + Durations.text(Book.MAX_LEASE)
                                                + " at the most, was "
                                                + Durations.text(d)));
        return lease;
    }
}
