package dev.tidegate.autoscaler.guard.window;

import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.guard.GuardSettings;
import java.time.Instant;
import java.util.Optional;

/** Records what the guards of a planner look back on. Calls come in order of time. Not thread-safe. */
public final class Windows {
    private final GuardSettings settings;
    private final ReplicaHistory floors;
    private final ReplicaHistory needs;
    private final ReplicaHistory paid = new ReplicaHistory(GuardSettings.BUDGET_PERIOD);
    private Optional<Instant> lastScaleIn = Optional.empty();
    private Optional<Instant> unknownUntil = Optional.empty();

    public Windows(GuardSettings settings) {
        this.settings = settings;
        floors = new ReplicaHistory(settings.blastWindow());
        needs = new ReplicaHistory(settings.peakWindow());
    }

    /** Resumes from the windows of an earlier planner. */
    public void resume(WindowMemory earlier) {
        floors.resume(earlier.floors());
        needs.resume(earlier.needs());
        if (settings.replicaHoursADay().isPresent()) {
            paid.resume(earlier.paid());
        }
        lastScaleIn = earlier.lastScaleIn();
        unknownUntil = earlier.unknownUntil();
    }

    /** The contents to hand to the next planner. */
    public WindowMemory memory(Instant now) {
        return new WindowMemory(
                now, floors.counts(), needs.counts(), paid.counts(), lastScaleIn, unknownUntil);
    }

    /** Records the number of replicas that are paid for. */
    public void recordPaid(Instant now, Replicas total) {
        if (settings.replicaHoursADay().isPresent()) {
            paid.add(now, total);
        }
    }

    /** Records the current floor and need. */
    public void recordNeed(Instant now, Replicas currentFloor, Replicas need) {
        floors.add(now, currentFloor);
        needs.add(now, need);
    }

    /** Records the floor that was decided. */
    public void recordDecision(Instant now, Replicas currentFloor, Replicas floor) {
        if (floor.compareTo(currentFloor) < 0) {
            lastScaleIn = Optional.of(now);
        }
        floors.add(now, floor);
    }

    /** The largest floor within the blast window. */
    public Replicas peakFloor() {
        return floors.peak();
    }

    /** The largest need within the peak window, where there is one. */
    public Replicas peakNeed() {
        return settings.peakWindow().isZero() ? Replicas.NONE : needs.peak();
    }

    /** Whether the longest request since the last scale-in is over. */
    public boolean isDrained(Instant now) {
        return lastScaleIn.filter(instant -> instant.plus(settings.drain()).isAfter(now)).isEmpty();
    }

    /** Whether all removals within the windows are known. */
    public boolean isHistoryKnown(Instant now) {
        return unknownUntil.filter(now::isBefore).isEmpty();
    }

    /**
     * The largest floor that the budget of a rolling day still allows, if there is one; what was spent is free again a
     * day later.
     */
    public Optional<Replicas> affordable(Instant now) {
        if (settings.replicaHoursADay().isEmpty()) {
            return Optional.empty();
        }
        double remaining = Math.max(0, settings.replicaHoursADay().getAsDouble() - paid.hours(now));
        return Optional.of(
                Replicas.of((int) remaining)); // assumes that all of it may be spent within an hour
    }
}
