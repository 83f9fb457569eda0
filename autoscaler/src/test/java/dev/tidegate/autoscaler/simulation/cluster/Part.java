package dev.tidegate.autoscaler.simulation.cluster;

import dev.tidegate.autoscaler.simulation.Environment;
import dev.tidegate.autoscaler.simulation.Scenario;
import dev.tidegate.autoscaler.simulation.Scenarios;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The hours of a scenario around what happens in it.
 *
 * @param first its first minute, counted from the beginning of the scenario's history
 */
record Part(Scenario scenario, int first, int minutes) {
    private static final Instant BEGINNING = Instant.parse("2026-03-02T00:00:00Z");

    /** Those that are played. */
    static List<Part> all(int leadIn, int minutes) {
        return List.of(
                of("daily season", 300 - leadIn, leadIn + minutes),
                of("flash crowd", 1140 - leadIn, leadIn + minutes),
                of("step", 640 - leadIn, leadIn + minutes),
                of("outage and return", 540 - leadIn, leadIn + minutes),
                of("silent metrics", 240 - leadIn, leadIn + minutes));
    }

    /** @param from minutes after the scenario's history */
    private static Part of(String scenario, int from, int minutes) {
        Scenario found =
                Scenarios.all().stream()
                        .filter(each -> each.name().equals(scenario))
                        .findFirst()
                        .orElseThrow();
        return new Part(found, found.start() + from, minutes);
    }

    /** As a name of Kubernetes. */
    String name() {
        return scenario.name().replace(' ', '-');
    }

    int last() {
        return first + minutes;
    }

    /** @param minute of the part */
    double demand(int minute) {
        return scenario.demand()[first + minute];
    }

    /**
     * What metrics show in a minute: the demand of the one before.
     *
     * @param minute of the scenario
     */
    OptionalDouble reported(int minute) {
        return scenario.environment()
                .reportedDemand(minute - scenario.start(), scenario.demand()[minute - 1]);
    }

    int replicasAtFirst() {
        return (int) Math.ceil(demand(-1));
    }

    static Instant time(int minute) {
        return BEGINNING.plus(Duration.ofMinutes(minute));
    }

    static int minute(Instant time) {
        return Math.toIntExact(Duration.between(BEGINNING, time).toMinutes());
    }

    /** The same for the simulation. */
    Scenario simulated() {
        int offset = first - scenario.start();
        Environment environment =
                new Environment() {
                    @Override
                    public OptionalDouble reportedDemand(int step, double demand) {
                        return scenario.environment().reportedDemand(step + offset, demand);
                    }
                };
        double[] until = Arrays.copyOf(scenario.demand(), last());
        return new Scenario(scenario.name(), until, first, environment);
    }
}
