package dev.tidegate.autoscaler.guard.window;

import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.guard.GuardSettings;
import java.time.Instant;
import java.util.Optional;

/** What a planner's guards look back on. It is told everything in the order of time. Not thread-safe. */
public final class Windows {
    private final GuardSettings settings;
    private final ReplicaHistory floors;
    private final ReplicaHistory needs;
    private final ReplicaHistory paid = new ReplicaHistory(GuardSettings.BUDGETED);
    private Optional<Instant> lastScaleIn = Optional.empty();
    private Optional<Instant> unknownUntil = Optional.empty();

    public Windows(GuardSettings settings) {
        this.settings = settings;
        floors = new ReplicaHistory(settings.blastWindow());
        needs = new ReplicaHistory(settings.peakWindow());
    }

    /** Goes on from what an earlier planner's windows held. */
    public void resume(WindowMemory before) {
        floors.resume(before.floors());
        needs.resume(before.needs());
        if (settings.replicaHoursADay().isPresent()) {
            paid.resume(before.paid());
        }
        lastScaleIn = before.lastScaleIn();
        unknownUntil = before.unknownUntil();
    }

    /** What the next planner's windows go on from. */
    public WindowMemory memory(Instant now) {
        return new WindowMemory(
                now, floors.counts(), needs.counts(), paid.counts(), lastScaleIn, unknownUntil);
    }

    /** So many replicas are paid for now. */
    public void pay(Instant now, Replicas total) {
        if (settings.replicaHoursADay().isPresent()) {
            paid.add(now, total);
        }
    }

    /** This stands, and so much is needed. */
    public void see(Instant now, Replicas standing, Replicas need) {
        floors.add(now, standing);
        needs.add(now, need);
    }

    /** This was decided. */
    public void decide(Instant now, Replicas standing, Replicas floor) {
        if (floor.compareTo(standing) < 0) {
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
    public boolean drained(Instant now) {
        return lastScaleIn.filter(then -> then.plus(settings.drain()).isAfter(now)).isEmpty();
    }

    /** Whether all that was removed within the windows is known. */
    public boolean known(Instant now) {
        return unknownUntil.filter(now::isBefore).isEmpty();
    }

    /** What a rolling day's budget still pays for, if there is one: a day later, what was spent today is free again. */
    public Optional<Replicas> affordable(Instant now) {
        if (settings.replicaHoursADay().isEmpty()) {
            return Optional.empty();
        }
        double left = Math.max(0, settings.replicaHoursADay().getAsDouble() - paid.hours(now));
        return Optional.of(Replicas.of((int) left)); // what is left could be spent within an hour
    }
}
