package dev.tidegate.autoscaler.demo;

import dev.tidegate.runbooks.tier.Tier;
import java.util.Arrays;

/** One day under one policy, slot by slot, with its totals. */
final class DayRecord {
    private static final int BULK = Service.CLASSES.length - 1;

    private final String policy;
    private final Scenario scenario;
    final double[] ready;
    final double[] starting;
    final double[] floor;
    final double[] turnedAway;
    final double[] tier;
    private double turnedAwayAboveBulk;
    private double gpuHours;

    DayRecord(String policy, Scenario scenario) {
        this.policy = policy;
        this.scenario = scenario;
        int slots = scenario.simulatedSlots();
        ready = new double[slots];
        starting = new double[slots];
        floor = new double[slots];
        turnedAway = new double[slots];
        tier = new double[slots];
    }

    void add(int i, int ready, int starting, int floor, Service.TurnedAway away, Tier tier) {
        this.ready[i] = ready;
        this.starting[i] = starting;
        this.floor[i] = floor;
        this.turnedAway[i] = away.total();
        this.tier[i] = tier.level();
        turnedAwayAboveBulk += away.aboveBulk();
    }

    void setPaid(double replicaSeconds) {
        gpuHours = replicaSeconds / 3600;
    }

    String policy() {
        return policy;
    }

    double gpuHours() {
        return gpuHours;
    }

    /** Share of all calls that were turned away. */
    double busy() {
        return Arrays.stream(turnedAway).sum() / arrived();
    }

    /** Share of the calls above the bulk class that were turned away. */
    double busyAboveBulk() {
        return turnedAwayAboveBulk / (arrived() * (1 - Service.CLASSES[BULK]));
    }

    /** Share of the calls that arrived in each slot and were turned away in it. */
    double[] busyBySlot() {
        double[] share = new double[turnedAway.length];
        Arrays.setAll(
                share,
                i -> {
                    double arrived = scenario.arrivals(scenario.firstSimulated() + i);
                    return arrived == 0 ? 0 : Math.min(1, turnedAway[i] / arrived);
                });
        return share;
    }

    private double arrived() {
        return scenario.arrivals(scenario.firstSimulated(), scenario.slots());
    }
}
