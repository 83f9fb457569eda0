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
import java.util.Map;
import java.util.Optional;

/**
 * Actuator for requests and messages, which are sent rather than set: there is nothing to read
 * before and nothing to restore after. When it is unknown whether one arrived, it is sent again
 * with the same key, so that the receiver can drop the duplicate.
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

    /** Sends it; returns what went wrong, empty when the receiver accepted it. */
    abstract Optional<Outcome> send(Change change);

    @Override
    public final String kind() {
        return kind;
    }

    @Override
    public final TargetShape shape() {
        return shape;
    }

    /** Without fields and without a call: what was sent before is no state of the target. */
    @Override
    public final Reading read(Target target) {
        return Observed.of(target, now(), Map.of());
    }

    @Override
    public final Outcome apply(Change change, Fence fence) {
        if (!change.isEmpty() && !fence.stillHeld()) {
            return fence.lost();
        }
        return change.isEmpty() ? sent(change) : send(change).orElseGet(() -> sent(change));
    }

    private Outcome sent(Change change) {
        return Outcome.Done.unread(change, now());
    }

    /** Whether it arrived cannot be read back, but it may be sent again. */
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

    /** The text of a field, or the default. */
    static String text(Change change, String field, String defaultValue) {
        JsonNode value = change.after(field);
        return value.isNull() ? defaultValue : value.asText();
    }
}
