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
 * Trying until it is known: what may be tried again is, a bounded number of times; what is unknown is
 * read again before anything else.
 *
 * @param step whose name the retries are recorded under
 * @param abortable whether a request to stop ends it
 */
record RetryUntilKnown(
        RunLease grip,
        RunDependencies means,
        Actuator actuator,
        String step,
        Retries retries,
        Instant deadline,
        boolean abortable) {
    private static final Duration POLL = Duration.ofSeconds(1);

    /** The target as it is, or why it could not be read in time; empty when asked to stop. */
    Optional<Reading> read(Target target) {
        for (int retry = 1; ; retry++) {
            Reading reading = actuator.read(target);
            if (reading instanceof Observed || isLast(reading, retry)) {
                return Optional.of(reading);
            }
            if (abortable && grip.isAbortAsked()) {
                return Optional.empty();
            }
            pause(retry, ((Unreadable) reading).pause());
        }
    }

    /** As the retries say, and at least as long as the target asks for. */
    private void pause(int retry, Duration least) {
        Duration usual = retries.before(retry, means.jitter().getAsDouble());
        grip.pause(usual.compareTo(least) < 0 ? least : usual);
    }

    private boolean isLast(Reading reading, int retry) {
        Failure reason = ((Unreadable) reading).reason();
        return reason.isLasting() || retry > retries.most() || isLate();
    }

    private boolean isLate() {
        return !grip.now().isBefore(deadline);
    }

    /**
     * Goes on from what the first try came to.
     *
     * @param used retries that other processes spent before
     * @return done, or why not; empty when asked to stop before it was known
     */
    Optional<Outcome> settle(Change change, Outcome first, int used) {
        Outcome outcome = first;
        int unknowns = 0;
        for (int retry = used; ; ) {
            if (outcome instanceof Outcome.Done || outcome instanceof Outcome.Permanent) {
                return Optional.of(outcome);
            }
            if (abortable && grip.isAbortAsked()) {
                return Optional.empty();
            }
            if (outcome instanceof Outcome.Unknown doubt) {
                if (isLate()) {
                    return Optional.of(outcome);
                }
                grip.pause(retries.before(++unknowns, means.jitter().getAsDouble()));
                outcome = because(doubt, actuator.verify(change));
                continue;
            }
            Outcome.Retriable again = (Outcome.Retriable) outcome;
            boolean waiting = again.reason() == Failure.NOT_YET;
            if (isLate() || (!waiting && retry >= retries.most())) {
                return Optional.of(outcome);
            }
            if (waiting) {
                grip.pause(POLL);
            } else {
                retry++;
                grip.write(new RunEvent.StepRetried(step, retry, again.reason(), again.detail()));
                pause(retry, again.pause());
            }
            outcome = actuator.apply(change, grip.fence());
        }
    }

    /** That it has to be tried again says nothing of what went wrong, which is what people look for. */
    private static Outcome because(Outcome.Unknown doubt, Outcome looked) {
        return looked instanceof Outcome.Retriable again && again.reason() == Failure.UNVERIFIED
                ? new Outcome.Retriable(
                        again.reason(),
                        again.detail() + " (" + doubt.reason().code() + ": " + doubt.detail() + ")",
                        again.pause())
                : looked;
    }
}
