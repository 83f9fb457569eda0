package dev.tidegate.runbooks.act.send;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Fence;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Reading;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.TargetShape;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is sent rather than set: a request, a message. There is nothing to read before it and nothing to restore after it.
 * When nobody knows whether it arrived it is sent again under the same key, by which a receiver drops the second.
 */
abstract class SendActuator implements Actuator {
    private final String kind;
    private final TargetShape shape;
    private final InstantSource clock;

    SendActuator(String kind, TargetShape shape, InstantSource clock) {
        this.kind = kind;
        this.shape = shape.irreversible();
        this.clock = clock;
    }

    /** Sends it; returns what went wrong, nothing when the receiver took it. */
    abstract Optional<Outcome> send(Change change);

    @Override
    public final String kind() {
        return kind;
    }

    @Override
    public final TargetShape shape() {
        return shape;
    }

    /** Without fields: what was sent before is no state of the target. Asks nobody. */
    @Override
    public final Reading read(Target target) {
        return new Observed(target, now(), new TreeMap<>());
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
        return new Outcome.Done(new Observed(change.target(), now(), fields));
    }

    /** Nobody can be asked whether it arrived, but it may be sent again. */
    @Override
    public final Outcome verify(Change change) {
        return new Outcome.Retriable(
                Failure.UNVERIFIED,
                "what was sent cannot be read back; it is sent again as " + change.key());
    }

    final Instant now() {
        return clock.instant();
    }

    static Optional<Outcome> invalid(String why) {
        return Optional.of(new Outcome.Permanent(Failure.INVALID, why));
    }

    /** The text of a field, or what goes without one. */
    static String text(Change change, String field, String otherwise) {
        JsonNode value = change.after(field);
        return value.isNull() ? otherwise : value.asText();
    }
}
