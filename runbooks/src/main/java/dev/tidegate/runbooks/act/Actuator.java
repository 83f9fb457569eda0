package dev.tidegate.runbooks.act;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Reads and changes the targets of one kind. Nothing else changes the outside world.
 *
 * <p>Obligations, checked by {@code ActuatorContract}:
 *
 * <ul>
 *   <li><b>Set, never increment.</b> A change names the value to hold. Applying it twice, from
 *       one process or two, is applying it once; where the target cannot promise that by itself, the
 *       change's key makes it so.
 *   <li><b>Overwrite nobody.</b> If right before the write a restorable field holds neither the value
 *       from before the change nor the one after it, somebody else wrote it: nothing is written, and
 *       the outcome is {@link Failure#CONFLICT}.
 *   <li><b>Never claim to know.</b> {@link Outcome.Retriable} and {@link Outcome.Permanent} mean that
 *       nothing was written. A request that may have arrived (time-out, connection cut after sending,
 *       an answer that cannot be parsed) is {@link Outcome.Unknown}, and {@link #verify} resolves it.
 *   <li><b>Check the fence before every write</b>, as late as possible, and let the target remember the
 *       number where it can. A write under a lost fence does not happen.
 *   <li><b>Bounded.</b> A call made after the fence was checked ends within 9 s, answered or given up,
 *       which is within the life of a lease; a write that takes several calls checks the fence again
 *       before the one that writes. Nothing is retried here: the run decides about retries.
 *   <li><b>Failures are outcomes.</b> A failure of the target is an outcome; an exception means a bug
 *       in the program.
 * </ul>
 *
 * <p>Thread-safe. Constructing one is cheap and touches no network: clients open at first use.
 */
public interface Actuator {

    /** The kind of its targets, such as {@code aws-autoscaling}. */
    String kind();

    /** What its targets look like; constant, known without any call. */
    TargetShape shape();

    /** Reads the target; blocks for the answer, which is never older than the call. */
    Reading read(Target target);

    /**
     * The target as it was at most {@code age} ago, for callers that poll many targets: where the
     * service can describe several targets in one answer, few calls serve all of them. Elsewhere as
     * {@link #read}.
     */
    default Reading readCached(Target target, Duration age) {
        return read(target);
    }

    /**
     * The fields of {@code desired} that differ or are {@linkplain Observed#unsaved unsaved}, each with
     * its value before and after; pure.
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
     * Whether the target, as just read, needs no write for the change. Some targets keep a field in
     * a second place, such as a file, which then has to hold the value too.
     */
    default boolean holds(Change change, Observed now) {
        return now.holdsAfter(change) && now.survivesReload(change);
    }

    /**
     * Applies the change. An empty change is done without a write.
     *
     * <p>{@link Outcome.Done} only when the target acknowledged the write or already held it.
     */
    Outcome apply(Change change, Fence fence);

    /**
     * What of an undoing change is left to do where the target would load its fields from after a restart
     * or reload, as a file: fields whose running value somebody else has set meanwhile, which stays, and
     * whose value there is still ours, which would come back by itself. Empty where there is no such place.
     *
     * @param now the target as just read
     */
    default Change leftBehind(Change back, Observed now) {
        return new Change(back.target(), List.of(), back.key());
    }

    /**
     * Does what {@link #leftBehind} says, in that place only.
     *
     * @return what went wrong
     */
    default Optional<Outcome> takeOut(Change left, Fence fence) {
        return Optional.empty();
    }

    /**
     * Whether the change holds: {@link Outcome.Done} if so, {@link Outcome.Retriable} if
     * nothing but this change touched it (or the change can be repeated under its key without doubling), {@link
     * Outcome.Permanent} with {@link Failure#CONFLICT} if it is neither, {@link Outcome.Unknown} if it
     * cannot be read now.
     */
    default Outcome verify(Change change) {
        Reading reading = read(change.target());
        if (reading instanceof Unreadable u) {
            return u.unknownOutcome();
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
