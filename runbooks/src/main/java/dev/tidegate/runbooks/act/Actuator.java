package dev.tidegate.runbooks.act;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;

/**
 * Reads and changes every target of one kind: the only door to the world.
 *
 * <p>Obligations, held to by {@code ActuatorContract}:
 *
 * <ul>
 *   <li><b>Set, never increment.</b> A change names the value that shall hold. Applying it twice, from
 *       one process or two, is applying it once; where the target cannot promise that by itself, the
 *       change's key makes it so.
 *   <li><b>Overwrite nobody.</b> Where a field that can be restored holds neither the value from before the change nor the one
 *       after it, right before the write, somebody else wrote it: nothing is written, and the outcome is {@link
 *       Failure#CONFLICT}.
 *   <li><b>Never claim to know.</b> {@link Outcome.Retriable} and {@link Outcome.Permanent} mean that
 *       nothing was written. A request that may have arrived (time-out, connection cut after sending,
 *       an answer nobody understands) is {@link Outcome.Unknown}, and {@link #verify} settles it.
 *   <li><b>Ask the fence before every write</b>, as late as possible, and let the target remember the
 *       number where it can. A write under a lost fence does not happen.
 *   <li><b>Bounded.</b> What is sent after the fence was asked has been answered or given up 9 s later, within the life of a
 *       lease; what takes several calls asks again before the one that writes. Nothing is retried: who retries is decided by
 *       the run.
 *   <li><b>No surprises thrown.</b> What the world does wrong is an outcome; an exception means a
 *       mistake in the program.
 * </ul>
 *
 * <p>Thread-safe. Constructing one is cheap and touches no network: clients open at first use.
 */
public interface Actuator {

    /** The kind of its targets, such as {@code aws-autoscaling}. */
    String kind();

    /** Constant; known without touching the world. */
    TargetShape shape();

    /** The target as it is now; blocks for the answer, which is never older than the call. */
    Reading read(Target target);

    /**
     * The target as it was not longer than {@code age} ago, for those who look at many targets again and again: where one
     * answer of the service tells of several, few calls serve all of them. Elsewhere as {@link #read}.
     */
    default Reading glance(Target target, Duration age) {
        return read(target);
    }

    /**
     * The fields of {@code desired} that differ or are {@linkplain Observed#fleeting fleeting}, each with its before and after;
     * pure.
     *
     * @throws IllegalArgumentException when the shape does not admit the desired values
     */
    default Change plan(Observed before, SortedMap<String, JsonNode> desired) {
        List<String> objections = shape().objections(desired);
        if (!objections.isEmpty()) {
            throw new IllegalArgumentException(
                    before.target() + ": " + String.join("; ", objections));
        }
        return Change.between(before, desired);
    }

    /**
     * Whether nothing is left to write for the change, with the target as it was just read: some remember a field in a second
     * place, which then has to hold it, too.
     */
    default boolean holds(Change change, Observed now) {
        return now.holdsAfter(change) && now.lasts(change);
    }

    /**
     * Makes the change hold. An empty change is done without a write.
     *
     * <p>{@link Outcome.Done} only when the target acknowledged the write or already held it.
     */
    Outcome apply(Change change, Fence fence);

    /**
     * Whether the change holds: {@link Outcome.Done} if so, {@link Outcome.Retriable} if
     * nothing but this change touched it (or the change can be repeated under its key without doubling), {@link
     * Outcome.Permanent} with {@link Failure#CONFLICT} if it is neither, {@link Outcome.Unknown} if it
     * cannot be read now.
     */
    default Outcome verify(Change change) {
        Reading reading = read(change.target());
        if (reading instanceof Unreadable u) {
            return new Outcome.Unknown(u.reason(), u.detail());
        }
        Observed now = (Observed) reading;
        if (holds(change, now)) {
            return new Outcome.Done(now);
        }
        return now.holdsEither(change)
                ? new Outcome.Retriable(Failure.UNVERIFIED, "not all of it holds yet")
                : Outcome.Permanent.conflict(change, now);
    }
}
