package dev.tidegate.runbooks.act;

import java.util.Optional;

/**
 * The order in which a change is made to a target that holds what it is told: read it, be done if it holds already, ask
 * the fence, write, read again. What cannot be read is not written.
 */
public abstract class ReadThenWrite implements Actuator {

    @Override
    public final Outcome apply(Change change, Fence fence) {
        Reading reading = read(change.target());
        if (reading instanceof Unreadable u) {
            return u.beforeAnyWrite();
        }
        Observed now = (Observed) reading;
        if (holds(change, now)) {
            return new Outcome.Done(now);
        }
        return fence.stillHeld()
                ? write(change, now, fence).orElseGet(() -> verify(change))
                : fence.lost();
    }

    /** Whether there is nothing left to write. */
    protected boolean holds(Change change, Observed now) {
        return now.holdsAfter(change);
    }

    /**
     * Writes every field of the change.
     *
     * @param now the target, read just before
     * @return what went wrong; empty when the target acknowledged the write
     */
    protected abstract Optional<Outcome> write(Change change, Observed now, Fence fence);
}
