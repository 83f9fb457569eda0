package dev.tidegate.autoscaler.guard;

import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.situation.FloorOverride;
import dev.tidegate.autoscaler.situation.Reason;
import java.util.List;
import java.util.Optional;

/**
 * What guards look at.
 *
 * @param standing   the floor that stands
 * @param doubt      why demand cannot be relied on now, if so
 * @param overrides  those that hold now
 * @param overdue    launches are on their way for much longer than launches take
 * @param ineffective capacity that came did not help
 * @param known      all that was removed within the windows is known
 * @param peakFloor  the largest floor within the blast window
 * @param peakNeed   the largest need within the peak window
 * @param drained    the longest request since the last scale-in is over
 * @param affordable what the budget leaves, if there is one
 */
public record GuardContext(
        Replicas standing,
        Optional<Reason> doubt,
        List<FloorOverride> overrides,
        boolean overdue,
        boolean ineffective,
        boolean known,
        Replicas peakFloor,
        Replicas peakNeed,
        boolean drained,
        Optional<Replicas> affordable) {

    public GuardContext {
        overrides = List.copyOf(overrides);
    }
}
