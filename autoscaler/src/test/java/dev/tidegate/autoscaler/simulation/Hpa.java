package dev.tidegate.autoscaler.simulation;

import dev.tidegate.autoscaler.replay.ReplayFleet;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Kubernetes' HorizontalPodAutoscaler on a metric per replica. It asks for the replicas that the newest value needs, unless those that it
 * asked for are right within its tolerance; never for fewer than it found while it stabilises; and it holds where there is no value.
 * Replicas that are not ready yet count. {@code tools/compare-hpa} plays it beside the real one. Not thread-safe.
 */
public final class Hpa implements SimulatedPolicy {
    /** As Kubernetes comes. */
    static final double TOLERANCE = 0.1;

    /** As Kubernetes comes, in steps. */
    private static final int STABILISATION = 5;

    private static final int SYNCS = 4; // one each 15 s

    private final int stabilisation;
    private final double utilisation;
    private final double tolerance;
    private final Deque<Found> found = new ArrayDeque<>(); // oldest first
    private int asked;

    private record Found(int step, int replicas) {}

    /**
     * @param stabilisation steps that a scale-in waits
     * @param utilisation at which it aims
     */
    Hpa(int stabilisation, double utilisation, double tolerance) {
        this.stabilisation = stabilisation;
        this.utilisation = utilisation;
        this.tolerance = tolerance;
    }

    /** With Kubernetes' defaults. */
    public static Hpa asItComes(double utilisation) {
        return new Hpa(STABILISATION, utilisation, TOLERANCE);
    }

    /** The same, but it corrects the smallest difference. */
    static Hpa intolerant(double utilisation) {
        return new Hpa(STABILISATION, utilisation, 0);
    }

    @Override
    public int target(double[] observed, int step, boolean isKnown, ReplayFleet fleet) {
        if (found.isEmpty()) {
            asked = fleet.total();
            found.addLast(new Found(step, asked));
        }
        if (isKnown) {
            double needed = observed[step - 1] / utilisation;
            boolean isRight = Math.abs(needed / asked - 1) <= tolerance;
            found.addLast(new Found(step, isRight ? asked : (int) Math.ceil(needed - 1e-9)));
            while (found.getFirst().step() < step - stabilisation) {
                found.removeFirst();
            }
            int wanted = found.stream().mapToInt(Found::replicas).reduce(1, Math::max);
            asked = Math.min(wanted, reachable(asked));
        }
        return asked;
    }

    /** Each of a step's syncs may double the replicas, or make them four. */
    private static int reachable(int replicas) {
        int most = replicas;
        for (int sync = 0; sync < SYNCS; sync++) {
            most = Math.max(2 * most, 4);
        }
        return most;
    }
}
