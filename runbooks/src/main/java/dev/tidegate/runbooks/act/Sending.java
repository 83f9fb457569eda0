package dev.tidegate.runbooks.act;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is sent rather than set: a request, a message. There is nothing to read before it and nothing to restore after it.
 * When nobody knows whether it arrived it is sent again under the same key, by which a receiver drops the second.
 */
public abstract class Sending implements Actuator {
    private final InstantSource clock;

    protected Sending(InstantSource clock) {
        this.clock = clock;
    }

    /** Sends it; returns what went wrong, nothing when the receiver took it. */
    protected abstract Optional<Outcome> send(Change change);

    /** Without fields: what was sent before is no state of the target. Asks nobody. */
    @Override
    public final Reading read(Target target) {
        return new Observed(target, clock.instant(), new TreeMap<>());
    }

    @Override
    public final Outcome apply(Change change, Fence fence) {
        if (!change.isEmpty() && !fence.stillHeld()) {
            return fence.lost();
        }
        return change.isEmpty() ? sent(change) : send(change).orElseGet(() -> sent(change));
    }

    private Outcome sent(Change change) {
        var fields = new TreeMap<String, JsonNode>();
        change.fields().forEach(field -> fields.put(field.field(), field.after()));
        return new Outcome.Done(new Observed(change.target(), clock.instant(), fields));
    }

    /** Nobody can be asked whether it arrived, but it may be sent again. */
    @Override
    public final Outcome verify(Change change) {
        return new Outcome.Retriable(
                Failure.UNVERIFIED,
                "what was sent cannot be read back; it is sent again as " + change.key());
    }
}
