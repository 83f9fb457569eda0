package dev.tidegate.runbooks.act.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Fence;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.ReadThenWrite;
import dev.tidegate.runbooks.act.Reading;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.TargetShape;
import dev.tidegate.runbooks.act.Unreadable;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Actuator for objects of one AWS service, with one client per region.
 *
 * @param <C> the service's client
 */
abstract class AwsActuator<C> extends ReadThenWrite {
    /** The region to name for services that have none. */
    static final String GLOBAL = "aws-global";

    private final Function<String, C> factory;
    private final Map<String, C> clients = new ConcurrentHashMap<>();

    AwsActuator(String kind, TargetShape shape, Function<String, C> factory, InstantSource clock) {
        super(kind, shape, clock);
        this.factory = factory;
    }

    /** The object's fields; empty when there is no such object. */
    abstract Optional<SortedMap<String, JsonNode>> readFields(Target target, C client);

    /**
     * @param fence just checked; an implementation that makes another call before it writes has to
     *     check it again
     */
    abstract Optional<Outcome> write(Change change, Observed now, C client, Fence fence);

    final C client(Target target) {
        return clients.computeIfAbsent(
                target.coordinates().getOrDefault("region", GLOBAL), factory);
    }

    @Override
    public final Reading read(Target target) {
        try {
            return AwsErrors.call(() -> readFields(target, client(target)))
                    .<Reading>map(fields -> observed(target, fields))
                    .orElseGet(() -> absent(target));
        } catch (SdkException e) {
            return AwsErrors.ofRead(e);
        }
    }

    @Override
    protected final Optional<Outcome> write(Change change, Observed now, Fence fence) {
        try {
            return AwsErrors.call(() -> write(change, now, client(change.target()), fence));
        } catch (SdkException e) {
            return Optional.of(AwsErrors.ofWrite(e));
        }
    }

    static Unreadable absent(Target target) {
        return new Unreadable(Failure.ABSENT, "there is no " + target);
    }

    static Optional<Outcome> invalid(String why) {
        return Optional.of(new Outcome.Permanent(Failure.INVALID, why));
    }

    static Optional<Outcome> absentOutcome(Target target) {
        return Optional.of(new Outcome.Permanent(Failure.ABSENT, "there is no " + target));
    }
}
