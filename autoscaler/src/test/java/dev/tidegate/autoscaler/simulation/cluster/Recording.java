package dev.tidegate.autoscaler.simulation.cluster;

import dev.tidegate.autoscaler.replay.ReplayFleet;
import dev.tidegate.autoscaler.simulation.SimulatedPolicy;
import dev.tidegate.autoscaler.simulation.Simulation;
import java.util.Arrays;
import java.util.StringJoiner;

/**
 * What a fleet was asked to be, and what of it was ready, in each quarter of a minute of a part. Not thread-safe.
 *
 * @param asked replicas in each quarter
 * @param ready of them
 */
@SuppressWarnings("ArrayRecordComponent") // filled by whoever records
record Recording(Part part, int[] asked, int[] ready) {
    static final int QUARTERS = 4;
    private static final double LONGEST_WAIT = 10 / 15.0; // in quarters

    /** @param busy share of the demand that was turned away */
    record Outcome(double hours, double busy) {}

    static Recording of(Part part) {
        return new Recording(
                part, new int[QUARTERS * part.minutes()], new int[QUARTERS * part.minutes()]);
    }

    /** The part under a policy of the simulation. */
    static Recording simulated(Part part, SimulatedPolicy policy) {
        Recording recording = of(part);
        SimulatedPolicy recorded =
                (observed, step, isKnown, fleet) -> {
                    int target = policy.target(observed, step, isKnown, fleet);
                    fill(recording.asked, step - part.first(), target);
                    return target;
                };
        double[] ready = Simulation.run(part.simulated(), recorded).ready();
        for (int minute = 0; minute < part.minutes(); minute++) {
            fill(recording.ready, minute, (int) ready[minute]);
        }
        return recording;
    }

    /** What was asked at the end of each minute in which that changed, such as {@code 0=24 17=25}. */
    String changes() {
        StringJoiner changes = new StringJoiner(" ");
        int before = 0;
        for (int minute = 0; minute < part.minutes(); minute++) {
            int now = asked[QUARTERS * (minute + 1) - 1];
            if (now != before) {
                changes.add(minute + "=" + now);
                before = now;
            }
        }
        return changes.toString();
    }

    /** With what {@link #changes} wrote; nothing is known of what was ready. */
    static Recording of(Part part, String changes) {
        Recording recording = of(part);
        for (String change : changes.split(" ", -1)) {
            String[] sides = change.split("=", -1);
            for (int minute = Integer.parseInt(sides[0]); minute < part.minutes(); minute++) {
                fill(recording.asked, minute, Integer.parseInt(sides[1]));
            }
        }
        return recording;
    }

    private static void fill(int[] quarters, int minute, int value) {
        Arrays.fill(quarters, QUARTERS * minute, QUARTERS * (minute + 1), value);
    }

    /** What it cost and turned away, by the simulation's rules. */
    Outcome outcome(int fromMinute) {
        ReplayFleet served = new ReplayFleet(ready[QUARTERS * fromMinute], LONGEST_WAIT);
        double hours = 0;
        double demanded = 0;
        double turnedAway = 0;
        for (int quarter = QUARTERS * fromMinute; quarter < asked.length; quarter++) {
            double demand = part.demand(quarter / QUARTERS);
            served.advance(ready[quarter], 0, demand);
            hours += asked[quarter] / (60.0 * QUARTERS);
            demanded += demand;
            turnedAway += served.turnedAway();
        }
        return new Outcome(hours, turnedAway / demanded);
    }

    /** Mean difference of what was asked, relative to the mean asked here. */
    double difference(Recording other, int fromMinute) {
        double sum = 0;
        double mean = 0;
        for (int quarter = QUARTERS * fromMinute; quarter < asked.length; quarter++) {
            sum += Math.abs(asked[quarter] - other.asked[quarter]);
            mean += asked[quarter];
        }
        return sum / mean;
    }
}
