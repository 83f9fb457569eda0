package dev.tidegate.runbooks.run;

import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Reading;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.Unreadable;
import dev.tidegate.runbooks.book.Retries;
import dev.tidegate.runbooks.run.record.RunEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Retries until the outcome is known: retriable failures a bounded number of times; after an
 * unknown outcome the target is read before anything else.
 *
 * @param step whose name the retries are recorded under
 * @param abortable whether a request to abort ends it
 */
record RetryUntilKnown(
        RunLease runLease,
        RunDependencies dependencies,
        Actuator actuator,
        String step,
        Retries retries,
        Instant deadline,
        boolean abortable) {
    private static final Duration POLL = Duration.ofSeconds(1);

    /**
     * The target as it is, or why it could not be read in time; empty when an abort was requested.
     */
    Optional<Reading> read(Target target) {
        for (int retry = 1; ; retry++) {
            Reading reading = actuator.read(target);
            if (reading instanceof Observed || isFinal(reading, retry)) {
                return Optional.of(reading);
            }
            if (abortable && runLease.isAbortAsked()) {
                return Optional.empty();
            }
            pause(retry, ((Unreadable) reading).pause());
        }
    }

    /** Pauses as the retry policy says, and at least as long as the target asks for. */
    private void pause(int retry, Duration minimum) {
        Duration backoff = retries.pauseBefore(retry, dependencies.jitter().getAsDouble());
        runLease.pause(backoff.compareTo(minimum) < 0 ? minimum : backoff);
    }

    private boolean isFinal(Reading reading, int retry) {
        Failure reason = ((Unreadable) reading).reason();
        return reason.isPermanent() || retry > retries.most() || isLate();
    }

    private boolean isLate() {
        return !runLease.now().isBefore(deadline);
    }

    /**
     * Continues from the outcome of the first attempt.
     *
     * @param used retries already spent, by this or other processes
     * @return done, or why not; empty when an abort was requested before it was known
     */
    Optional<Outcome> settle(Change change, Outcome first, int used) {
        Outcome outcome = first;
        int retry = used;
        int reads = 0;
        while (outcome instanceof Outcome.Unknown || outcome instanceof Outcome.Retriable) {
            if (abortable && runLease.isAbortAsked()) {
                return Optional.empty();
            }
            if (isLate()) {
                break;
            }
            if (outcome instanceof Outcome.Unknown unknown) {
                pause(++reads, Duration.ZERO);
                outcome = withCause(unknown, actuator.verify(change));
            } else if (outcome instanceof Outcome.Retriable retriable) {
                if (retriable.reason() == Failure.NOT_YET) {
                    runLease.pause(POLL);
                } else if (retry < retries.most()) {
                    pauseAndCount(++retry, retriable);
                } else {
                    break;
                }
                outcome = actuator.apply(change, runLease.fence());
            }
        }
        return Optional.of(outcome);
    }

    private void pauseAndCount(int retry, Outcome.Retriable why) {
        runLease.write(new RunEvent.StepRetried(step, retry, why.reason(), why.detail()));
        pause(retry, why.pause());
    }

    /** Adds the original failure to "retry needed", since that is what people look for. */
    private static Outcome withCause(Outcome.Unknown unknown, Outcome verified) {
        return verified instanceof Outcome.Retriable retriable
                        && retriable.reason() == Failure.UNVERIFIED
                ? new Outcome.Retriable(
                        retriable.reason(),
                        retriable.detail()
                                + " ("
                                + unknown.reason().code()
                                + ": "
                                + unknown.detail()
                                + ")",
                        retriable.pause())
                : verified;
    }
}
