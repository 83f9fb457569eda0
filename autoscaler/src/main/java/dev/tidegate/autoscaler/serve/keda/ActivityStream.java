package dev.tidegate.autoscaler.serve.keda;

import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;
import java.util.Optional;

/**
 * A client's stream of whether a workload is active. Sends only changes, and only while the client is ready to receive; a slow
 * client gets the latest state, and nothing is queued for it. Thread-safe.
 */
final class ActivityStream {
    private final String workload;
    private final ServerCallStreamObserver<byte[]> observer;
    private Optional<Boolean> current = Optional.empty(); // guarded by this, like lastSent
    private Optional<Boolean> lastSent = Optional.empty();

    ActivityStream(String workload, ServerCallStreamObserver<byte[]> observer) {
        this.workload = workload;
        this.observer = observer;
    }

    boolean isFor(String other) {
        return workload.equals(other);
    }

    /** @return whether the client is still connected */
    synchronized boolean update(boolean active) {
        current = Optional.of(active);
        return sendIfChanged();
    }

    /** Sends the current state if it differs from the last one sent. */
    synchronized boolean sendIfChanged() {
        if (observer.isCancelled()) {
            return false;
        }
        if (current.isPresent() && !current.equals(lastSent) && observer.isReady()) {
            try {
                observer.onNext(ScalerMessages.active(current.get()));
                lastSent = current;
            } catch (IOException | IllegalStateException e) {
                return false; // it has disconnected meanwhile
            }
        }
        return true;
    }
}
