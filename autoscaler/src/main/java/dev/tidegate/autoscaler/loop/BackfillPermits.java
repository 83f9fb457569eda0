package dev.tidegate.autoscaler.loop;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose turn it is to be shown the past. A few planners at a time, so that the start of thousands takes time and not memory, and
 * leaves the processors to the cycles of the others, which decide on what they see until it is their turn. Thread-safe.
 */
public final class BackfillPermits {
    private static final Logger LOG = LoggerFactory.getLogger(BackfillPermits.class);
    private static final int TOLD = 20; // times, if nothing goes wrong

    private final int atATime;
    private final int all;
    private int begun;
    private int shown;
    private Instant firstBegun = Instant.MAX;

    /**
     * @param atATime how many are shown theirs at the same time
     * @param all     planners that there are
     */
    public BackfillPermits(int atATime, int all) {
        if (atATime < 1 || all < 1) {
            throw new IllegalArgumentException(
                    "both must be positive, were " + atATime + " and " + all);
        }
        this.atATime = atATime;
        this.all = all;
    }

    /** Whether it is the caller's turn, who then says how it {@linkplain #end ended}. */
    synchronized boolean begin(Instant now) {
        if (begun == atATime) {
            return false;
        }
        begun++;
        firstBegun = now.isBefore(firstBegun) ? now : firstBegun;
        return true;
    }

    /** A turn is over, and the past was shown in it or could not be asked for. */
    synchronized void end(boolean wasShown, Instant now) {
        begun--;
        if (!wasShown) {
            return;
        }
        shown++;
        if (all >= TOLD && (shown == all || shown % (all / TOLD) == 0)) {
            Duration soFar = Duration.between(firstBegun, now);
            LOG.info(
                    "{} of {} workloads have read their history after {}; the others in about {}",
                    shown,
                    all,
                    soFar,
                    soFar.multipliedBy(all - shown).dividedBy(shown));
        }
    }

    /** How many have been shown theirs. */
    synchronized int shown() {
        return shown;
    }
}
