package dev.tidegate.autoscaler.serve.keda;

import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;
import java.util.Optional;

/**
 * Somebody who is told when a workload becomes active or idle: only what is news, and only when the last was taken. Who does not
 * read is told how it is by then, and nothing is kept for it meanwhile. Thread-safe.
 */
final class ActivityStream {
    private final String workload;
    private final ServerCallStreamObserver<byte[]> observer;
    private Optional<Boolean> now = Optional.empty(); // guarded by this, as is all below
    private Optional<Boolean> told = Optional.empty();

    ActivityStream(String workload, ServerCallStreamObserver<byte[]> observer) {
        this.workload = workload;
        this.observer = observer;
    }

    boolean isOf(String other) {
        return workload.equals(other);
    }

    /** @return whether it is still there */
    synchronized boolean tell(boolean active) {
        now = Optional.of(active);
        return tellNews();
    }

    /** It has taken what it was told before. */
    synchronized boolean tellNews() {
        if (observer.isCancelled()) {
            return false;
        }
        if (now.isPresent() && !now.equals(told) && observer.isReady()) {
            try {
                observer.onNext(ScalerMessages.active(now.get()));
                told = now;
            } catch (IOException | IllegalStateException e) {
                return false; // it has gone away meanwhile
            }
        }
        return true;
    }
}
