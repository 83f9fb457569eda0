package dev.tidegate.runbooks.act;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Applies a change to a target that keeps state: read; done if the change already holds; conflict
 * if somebody else wrote; check the fence; write; read again. A target that cannot be read is not
 * written.
 */
public abstract class ReadThenWrite implements Actuator {
    private final String kind;
    private final TargetShape shape;
    private final InstantSource clock;

    protected ReadThenWrite(String kind, TargetShape shape, InstantSource clock) {
        this.kind = kind;
        this.shape = shape;
        this.clock = clock;
    }

    @Override
    public final String kind() {
        return kind;
    }

    @Override
    public final TargetShape shape() {
        return shape;
    }

    @Override
    public final Outcome apply(Change change, Fence fence) {
        Reading reading = read(change.target());
        if (reading instanceof Unreadable u) {
            return u.outcomeBeforeWrite();
        }
        Observed now = (Observed) reading;
        if (holds(change, now)) {
            return new Outcome.Done(now);
        }
        if (shape.restorable() && !now.holdsEither(change)) {
            return Outcome.Permanent.conflict(change, now);
        }
        return fence.stillHeld()
                ? write(change, now, fence).orElseGet(() -> verify(change))
                : fence.lost();
    }

    /**
     * Writes every field of the change.
     *
     * @param now the target as just read
     * @return what went wrong; empty when the target acknowledged the write
     */
    protected abstract Optional<Outcome> write(Change change, Observed now, Fence fence);

    /** The target as it was just read. */
    protected final Observed observed(Target target, Map<String, JsonNode> fields) {
        return Observed.of(target, now(), fields);
    }

    protected final Instant now() {
        return clock.instant();
    }
}
