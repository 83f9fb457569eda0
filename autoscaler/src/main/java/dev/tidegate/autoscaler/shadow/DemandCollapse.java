package dev.tidegate.autoscaler.shadow;

import dev.tidegate.autoscaler.shadow.signal.TrailingPeak;
import java.time.Duration;

/**
 * A fall that is not believed yet. Demand that falls at once to a fraction of all it was in the last hour, as it hardly ever did,
 * is rather callers who cannot reach the service than callers who are gone: they come back at once, sooner than a launch. What
 * they needed is kept for them for some time. Not thread-safe.
 */
final class DemandCollapse {
    /** Of the least in the last hour. */
    private static final double DEEP = 0.25;

    /** Of what it was before: then it is over. */
    private static final double BACK = 0.5;

    private static final Duration LONGEST = Duration.ofHours(2);
    private static final Duration SELDOM = Duration.ofDays(7); // a usual fall is no outage
    private static final Duration ENOUGH = Duration.ofDays(1);

    private final double longest; // all in steps
    private final double seldom;
    private final double enough;
    private final TrailingPeak least; // its negative
    private final TrailingPeak most;
    private long steps;
    private int falls;
    private double before;
    private int since;

    DemandCollapse(ShadowSettings settings, int lag) {
        longest = settings.stepsIn(LONGEST);
        seldom = settings.stepsIn(SELDOM);
        enough = settings.stepsIn(ENOUGH);
        least = new TrailingPeak((int) Math.max(1, settings.stepsIn(Duration.ofHours(1))));
        most = new TrailingPeak(lag + 1);
    }

    /** Whether the demand so far has fallen and is not believed to stay there. */
    boolean doubted() {
        return since > 0;
    }

    /** Demand before the fall. */
    double before() {
        return before;
    }

    /** Steps since the fall, the one that fell included. */
    int since() {
        return since;
    }

    /** Takes in a step's demand. */
    void add(double demand) {
        if (since > 0) {
            since = demand > BACK * before || since >= longest ? 0 : since + 1;
        } else if (steps >= enough && demand < DEEP * -least.peak()) {
            since = steps - enough >= falls * seldom ? 1 : 0;
            before = most.peak();
            falls++;
        }
        steps++;
        least.add(-demand);
        most.add(demand);
    }
}
