package dev.tidegate.autoscaler.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.tidegate.runbooks.act.Fence;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Reading;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.simulated.FleetSettings;
import dev.tidegate.runbooks.act.simulated.SimulatedFleets;
import dev.tidegate.runbooks.tier.Tier;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/** The simulated fleet and service of one policy; all policies get the same demand. */
final class PolicyRun {
    static final String FLEET = "demo";
    private static final Target TARGET = SimulatedFleets.target(FLEET);
    private static final Fence FENCE =
            new Fence() {
                @Override
                public long number() {
                    return 1;
                }

                @Override
                public boolean stillHeld() {
                    return true;
                }
            };

    private final Scenario scenario;
    private final VirtualClock clock;
    private final SimulatedFleets fleets;
    private final Service service;
    private double turnedAway;

    PolicyRun(Scenario scenario) {
        this.scenario = scenario;
        this.clock = new VirtualClock(scenario.timeOf(scenario.firstSimulated()));
        this.fleets = new SimulatedFleets(clock);
        this.service = new Service(scenario.perReplica(), scenario.longestWait());
        double rate = scenario.rateBefore(scenario.firstSimulated(), Duration.ofMinutes(1));
        fleets.open(
                FLEET,
                new FleetSettings(
                        scenario.replicasFor(rate, 0.7), scenario.maxReplicas(), scenario.lead()));
    }

    /** Simulates the day. */
    DayRecord run(Policy policy, IntConsumer progress) {
        DayRecord record = new DayRecord(policy.name(), scenario);
        for (int i = scenario.firstSimulated(); i < scenario.slots(); i++) {
            clock.moveTo(scenario.timeOf(i));
            Tier tier = policy.act(this, i);
            Observed fleet = read();
            int ready = fleet.count("ready");
            var away = service.simulate(Scenario.SLOT, scenario.arrivals(i), ready, tier);
            turnedAway = away.total();
            record.add(
                    i - scenario.firstSimulated(),
                    ready,
                    fleet.count("starting"),
                    fleet.count("floor"),
                    away,
                    tier);
            progress.accept(i - scenario.firstSimulated() + 1);
        }
        clock.moveTo(scenario.timeOf(scenario.slots()));
        record.setPaid(fleets.paidSeconds(FLEET));
        return record;
    }

    /** Sets the fleet's floor, for policies without a control loop. */
    void setFloor(int replicas) {
        Observed now = read();
        var desired = new TreeMap<String, JsonNode>(Map.of("floor", IntNode.valueOf(replicas)));
        Outcome outcome = fleets.apply(fleets.plan(now, desired), FENCE);
        if (!(outcome instanceof Outcome.Done)) {
            throw new IllegalStateException(
                    "simulated fleet refused floor " + replicas + ": " + outcome);
        }
    }

    private Observed read() {
        Reading reading = fleets.read(TARGET);
        if (reading instanceof Observed observed) {
            return observed;
        }
        throw new IllegalStateException("simulated fleet cannot be read: " + reading);
    }

    Scenario scenario() {
        return scenario;
    }

    VirtualClock clock() {
        return clock;
    }

    SimulatedFleets fleets() {
        return fleets;
    }

    /** Calls in the queue. */
    double queued() {
        return service.queued();
    }

    /** Calls turned away in the slot before. */
    double turnedAway() {
        return turnedAway;
    }
}
