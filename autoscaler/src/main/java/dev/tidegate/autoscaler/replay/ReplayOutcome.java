package dev.tidegate.autoscaler.replay;

import dev.tidegate.autoscaler.capacity.ClairvoyantBound;
import dev.tidegate.autoscaler.capacity.Share;
import dev.tidegate.autoscaler.capacity.Throughput;
import dev.tidegate.autoscaler.shadow.PolicyScore;
import dev.tidegate.autoscaler.situation.Objective;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The outcome of a replay.
 *
 * @param lag       steps from an order until it serves
 * @param policyScores what each policy by itself would have cost over the same steps
 */
public record ReplayOutcome(
        Duration step,
        int lag,
        Objective objective,
        Throughput throughput,
        List<ReplayStep> steps,
        List<PolicyScore> policyScores) {

    public ReplayOutcome {
        steps = List.copyOf(steps);
        policyScores = List.copyOf(policyScores);
    }

    public double replicaHours() {
        return hours(steps.stream().mapToDouble(ReplayStep::paid).sum());
    }

    /** Share of the demand that was turned away. */
    public Share busy() {
        double turnedAway = steps.stream().mapToDouble(ReplayStep::turnedAway).sum();
        return Share.of(demand() > 0 ? Math.min(1, turnedAway / demand()) : 0);
    }

    private double demand() {
        return steps.stream().mapToDouble(ReplayStep::demand).sum();
    }

    /** Replica-hours of the clairvoyant bound. */
    public double boundHours() {
        return hours(
                (double)
                        ClairvoyantBound.replicaSteps(
                                steps.stream().mapToDouble(ReplayStep::demand).toArray(), lag));
    }

    /** Replica-hours beyond the clairvoyant bound, relative to it. */
    public double regret() {
        return boundHours() > 0 ? replicaHours() / boundHours() - 1 : 0;
    }

    /** Total cost in replica-hours, including work turned away if that has a price. */
    public double cost() {
        return cost(replicaHours(), busy().fraction() * hours(demand()));
    }

    private double cost(PolicyScore policy) {
        return cost(policy.replicaHours(), policy.turnedAway());
    }

    private double cost(double replicaHours, double turnedAway) {
        double price =
                objective.prices().map(prices -> prices.turnedAwayRatio(throughput)).orElse(0.0);
        return replicaHours + price * turnedAway;
    }

    /** Extra cost of following only {@code other}, relative to the actual cost; negative if it would have been cheaper. */
    public double extraCost(PolicyScore other) {
        double paid = cost();
        return paid > 0 ? cost(other) / paid - 1 : 0;
    }

    /** Share of the demand that following only {@code other} would have turned away. */
    public Share busy(PolicyScore other) {
        return busy(other, hours(demand()));
    }

    private static Share busy(PolicyScore policy, double hours) {
        return Share.of(hours > 0 ? Math.min(1, policy.turnedAway() / hours) : 0);
    }

    /**
     * For each kind of policy the best in hindsight, cheapest first: the cheapest that met the objective, or the one
     * that turned away least if none did.
     */
    public List<PolicyScore> bestInHindsight() {
        double hours = hours(demand()); // summed once: there are many policies and more steps
        Map<String, List<PolicyScore>> kinds =
                policyScores.stream()
                        .collect(
                                Collectors.groupingBy(
                                        PolicyScore::kind,
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        return kinds.values().stream()
                .map(kind -> bestInHindsight(kind, hours))
                .sorted(Comparator.comparingDouble(this::cost))
                .toList();
    }

    private PolicyScore bestInHindsight(List<PolicyScore> kind, double hours) {
        Comparator<PolicyScore> cheaper = Comparator.comparingDouble(this::cost);
        Comparator<PolicyScore> fewerTurnedAway =
                Comparator.comparingDouble(PolicyScore::turnedAway);
        return kind.stream()
                .filter(policy -> meetsObjective(policy, hours))
                .min(cheaper)
                .orElseGet(() -> Collections.min(kind, fewerTurnedAway.thenComparing(cheaper)));
    }

    private boolean meetsObjective(PolicyScore policy, double hours) {
        return objective.prices().isPresent()
                || busy(policy, hours).compareTo(objective.busy()) <= 0;
    }

    /** Number of steps in which each policy was the best of those followed, most frequent first. */
    public Map<String, Long> followed() {
        return countBy(step -> Stream.of(step.policy()));
    }

    /** Number of steps in which each reason was given, most frequent first. */
    public Map<String, Long> reasons() {
        return countBy(step -> step.reasons().stream());
    }

    private Map<String, Long> countBy(Function<ReplayStep, Stream<String>> keys) {
        Map<String, Long> counts =
                steps.stream()
                        .flatMap(keys)
                        .collect(
                                Collectors.groupingBy(
                                        Function.identity(), TreeMap::new, Collectors.counting()));
        List<Map.Entry<String, Long>> sorted = new ArrayList<>(counts.entrySet());
        sorted.sort(Map.Entry.<String, Long>comparingByValue().reversed());
        Map<String, Long> descending = new LinkedHashMap<>();
        sorted.forEach(entry -> descending.put(entry.getKey(), entry.getValue()));
        return descending;
    }

    private double hours(double replicaSteps) {
        return replicaSteps * (step.toMillis() / 3_600_000.0);
    }

    /**
     * At most {@code count} steps in their order: of each stretch the one that turned away most, and of equal ones that with
     * the largest demand.
     */
    List<ReplayStep> worstSteps(int count) {
        int stride = Math.max(1, (steps.size() + count - 1) / count);
        Comparator<ReplayStep> badness =
                Comparator.comparingDouble(ReplayStep::turnedAway)
                        .thenComparingDouble(ReplayStep::demand);
        return IntStream.iterate(0, from -> from < steps.size(), from -> from + stride)
                .mapToObj(from -> steps.subList(from, Math.min(from + stride, steps.size())))
                .map(stretch -> Collections.max(stretch, badness))
                .toList();
    }
}
