package dev.tidegate.autoscaler.replay;

import dev.tidegate.autoscaler.capacity.Share;
import dev.tidegate.autoscaler.capacity.Throughput;
import dev.tidegate.autoscaler.shadow.PolicyScore;
import dev.tidegate.autoscaler.situation.Objective;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a replay came to.
 *
 * @param lag       steps from an order to what it serves
 * @param standings what each policy alone would have come to over the same steps
 */
public record ReplayOutcome(
        Duration step,
        int lag,
        Objective objective,
        Throughput throughput,
        List<ReplayStep> steps,
        List<PolicyScore> standings) {

    public ReplayOutcome {
        steps = List.copyOf(steps);
        standings = List.copyOf(standings);
    }

    public double replicaHours() {
        return hours(steps.stream().mapToDouble(ReplayStep::paid).sum());
    }

    /** Share of the demand that was turned away. */
    public Share busy() {
        double away = steps.stream().mapToDouble(ReplayStep::turnedAway).sum();
        return Share.of(demand() > 0 ? Math.min(1, away / demand()) : 0);
    }

    private double demand() {
        return steps.stream().mapToDouble(ReplayStep::demand).sum();
    }

    /** Replica-hours of the clairvoyant bound. */
    public double boundHours() {
        return hours(
                (double)
                        Clairvoyant.replicaSteps(
                                steps.stream().mapToDouble(ReplayStep::demand).toArray(), lag));
    }

    /** What was paid beyond the bound, relative to it. */
    public double regret() {
        return boundHours() > 0 ? replicaHours() / boundHours() - 1 : 0;
    }

    /** What was paid and turned away in replica-hours; turning away is free where it has no price. */
    public double cost() {
        return cost(replicaHours(), busy().fraction() * hours(demand()));
    }

    private double cost(double replicaHours, double turnedAway) {
        double price =
                objective.prices().map(prices -> prices.ofTurningAway(throughput)).orElse(0.0);
        return replicaHours + price * turnedAway;
    }

    /** What following a policy alone would have cost more, relative to what was paid; below zero it would have cost less. */
    public double more(PolicyScore other) {
        double paid = cost();
        return paid > 0 ? cost(other.replicaHours(), other.turnedAway()) / paid - 1 : 0;
    }

    /** Share of the demand that following a policy alone would have turned away. */
    public Share busy(PolicyScore other) {
        double hours = hours(demand());
        return Share.of(hours > 0 ? Math.min(1, other.turnedAway() / hours) : 0);
    }

    /**
     * Of each kind of policy the one that a person would have chosen afterwards: the cheapest that kept the objective, or what
     * turned away least where none did. The cheapest first.
     */
    public List<PolicyScore> chosenAfterwards() {
        Map<String, List<PolicyScore>> kinds =
                standings.stream()
                        .collect(
                                Collectors.groupingBy(
                                        PolicyScore::kind,
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        return kinds.values().stream()
                .map(this::chosenAfterwards)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparingDouble(this::more))
                .toList();
    }

    private Optional<PolicyScore> chosenAfterwards(List<PolicyScore> kind) {
        Comparator<PolicyScore> cheaper = Comparator.comparingDouble(this::more);
        Comparator<PolicyScore> calmer = Comparator.comparingDouble(PolicyScore::turnedAway);
        return kind.stream()
                .filter(this::lawful)
                .min(cheaper)
                .or(() -> kind.stream().min(calmer.thenComparing(cheaper)));
    }

    private boolean lawful(PolicyScore policy) {
        return objective.prices().isPresent() || busy(policy).compareTo(objective.busy()) <= 0;
    }

    /** How many steps each policy was the best of those followed, the most first. */
    public Map<String, Long> followed() {
        return counted(step -> Stream.of(step.policy()));
    }

    /** How many steps each reason was given, the most first. */
    public Map<String, Long> reasons() {
        return counted(step -> step.reasons().stream());
    }

    private Map<String, Long> counted(Function<ReplayStep, Stream<String>> what) {
        Map<String, Long> counts =
                steps.stream()
                        .flatMap(what)
                        .collect(
                                Collectors.groupingBy(
                                        Function.identity(), TreeMap::new, Collectors.counting()));
        List<Map.Entry<String, Long>> sorted = new ArrayList<>(counts.entrySet());
        sorted.sort(Map.Entry.<String, Long>comparingByValue().reversed());
        Map<String, Long> mostFirst = new LinkedHashMap<>();
        sorted.forEach(entry -> mostFirst.put(entry.getKey(), entry.getValue()));
        return mostFirst;
    }

    private double hours(double replicaSteps) {
        return replicaSteps * (step.toMillis() / 3_600_000.0);
    }
}
