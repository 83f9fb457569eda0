package dev.tidegate.autoscaler.demand;

import dev.tidegate.autoscaler.situation.Observation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Finds slots that are read before all of their samples have arrived, because a remote write lags or clocks differ: the slot before,
 * read again, is larger than it was at its end. The newest slot is then taken to be partial, too. Not thread-safe.
 */
public final class LateSamples {
    /** Smaller differences are those of a scrape that was just under way: a rate is extrapolated over it. */
    private static final double MIN_GROWTH = 1.1;

    private static final int LASTING = 3; // slots in a row
    private static final MathContext DIGITS = new MathContext(4);

    private final Duration step;
    private Optional<Slot> newest = Optional.empty(); // as read at its end
    private int lateInARow;
    private String evidence = "";

    public LateSamples(Duration step) {
        this.step = step;
    }

    /**
     * Returns the slots, the newest one as partial if the one before was.
     *
     * @param before the slot before them, as it reads now
     * @param slots at least one
     */
    public List<Slot> judge(Slot before, List<Slot> slots) {
        newest.filter(slot -> slot.start().equals(before.start()))
                .ifPresent(slot -> compare(slot, before.observation().value()));
        Slot last = slots.get(slots.size() - 1);
        newest = Optional.of(last);
        if (lateInARow == 0 || !(last.observation() instanceof Observation.Seen seen)) {
            return slots;
        }
        List<Slot> judged = new ArrayList<>(slots);
        judged.set(judged.size() - 1, new Slot(last.start(), new Observation.Partial(seen.rate())));
        return judged;
    }

    private void compare(Slot slot, OptionalDouble now) {
        OptionalDouble then = slot.observation().value();
        if (then.isEmpty() || now.isEmpty()) {
            return;
        }
        boolean isLate = now.getAsDouble() > MIN_GROWTH * then.getAsDouble();
        lateInARow = isLate ? lateInARow + 1 : 0;
        evidence =
                "the step that ended at %s read %s/s then, and reads %s/s now"
                        .formatted(
                                slot.start().plus(step),
                                rounded(then.getAsDouble()),
                                rounded(now.getAsDouble()));
    }

    private static String rounded(double rate) {
        return BigDecimal.valueOf(rate).round(DIGITS).stripTrailingZeros().toPlainString();
    }

    /** The evidence that samples arrive late, once that is no single event. */
    public Optional<String> evidence() {
        return lateInARow >= LASTING ? Optional.of(evidence) : Optional.empty();
    }
}
