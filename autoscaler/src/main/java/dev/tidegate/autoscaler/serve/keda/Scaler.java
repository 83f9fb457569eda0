package dev.tidegate.autoscaler.serve.keda;

import dev.tidegate.autoscaler.serve.Board;
import dev.tidegate.autoscaler.serve.WorkloadStatus;
import dev.tidegate.autoscaler.serve.keda.ScalerMessages.ObjectRef;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers KEDA from the board. The trigger's metadata {@code workload} names the workload, else the scaled object's own name
 * does. There is one metric, the floor that the newest plan names, with a target of one a replica.
 */
final class Scaler {
    private static final String PREFIX = "tidegate-";

    private final Board board;
    private final Map<StreamObserver<byte[]>, Watcher> watchers = new ConcurrentHashMap<>();

    /** Somebody who is told when a workload becomes active or idle. */
    private static final class Watcher {
        private final String workload;
        private Optional<Boolean> told = Optional.empty();

        Watcher(String workload) {
            this.workload = workload;
        }
    }

    Scaler(Board board) {
        this.board = board;
        board.listen(this::tell);
    }

    ServerServiceDefinition service() {
        return ServerServiceDefinition.builder(ScalerMethods.SERVICE)
                .addMethod(
                        ScalerMethods.IS_ACTIVE,
                        ServerCalls.asyncUnaryCall(answering(this::isActive)))
                .addMethod(
                        ScalerMethods.STREAM_IS_ACTIVE,
                        ServerCalls.asyncServerStreamingCall(this::watch))
                .addMethod(
                        ScalerMethods.GET_METRIC_SPEC,
                        ServerCalls.asyncUnaryCall(answering(this::metricSpec)))
                .addMethod(
                        ScalerMethods.GET_METRICS,
                        ServerCalls.asyncUnaryCall(answering(this::metrics)))
                .build();
    }

    private interface Question {
        byte[] answer(ObjectRef ref) throws StatusException, IOException;
    }

    private static ServerCalls.UnaryMethod<ObjectRef, byte[]> answering(Question question) {
        return (ref, observer) -> {
            try {
                observer.onNext(question.answer(ref));
                observer.onCompleted();
            } catch (StatusException e) {
                observer.onError(e);
            } catch (IOException e) {
                observer.onError(Status.INTERNAL.withCause(e).asException());
            }
        };
    }

    private byte[] isActive(ObjectRef ref) throws StatusException, IOException {
        String workload = workload(ref);
        return ScalerMessages.active(active(known(ref)).orElseThrow(() -> notKnown(workload)));
    }

    private byte[] metricSpec(ObjectRef ref) throws StatusException, IOException {
        return ScalerMessages.metric(PREFIX + workload(ref), 1);
    }

    private byte[] metrics(ObjectRef ref) throws StatusException, IOException {
        return ScalerMessages.metric(PREFIX + workload(ref), known(ref).plannedFloor());
    }

    private void watch(ObjectRef ref, StreamObserver<byte[]> observer) {
        try {
            Watcher watcher = new Watcher(workload(ref));
            ((ServerCallStreamObserver<byte[]>) observer)
                    .setOnCancelHandler(() -> watchers.remove(observer));
            watchers.put(observer, watcher);
            board.fresh(watcher.workload).ifPresent(status -> tell(status, observer, watcher));
        } catch (StatusException e) {
            observer.onError(e);
        }
    }

    private void tell(WorkloadStatus status) {
        watchers.forEach(
                (observer, watcher) -> {
                    if (watcher.workload.equals(status.workload())) {
                        tell(status, observer, watcher);
                    }
                });
    }

    /** Only what is news; one at a time, for an observer is not thread-safe. */
    private void tell(WorkloadStatus status, StreamObserver<byte[]> observer, Watcher watcher) {
        synchronized (watcher) {
            Optional<Boolean> active = active(status);
            if (active.isPresent() && !active.equals(watcher.told)) {
                watcher.told = active;
                try {
                    observer.onNext(ScalerMessages.active(active.get()));
                } catch (IOException | IllegalStateException e) {
                    watchers.remove(observer); // it has gone away meanwhile
                }
            }
        }
    }

    /** Whether it has work; missing demand is none that KEDA may take the last replica for. */
    private static Optional<Boolean> active(WorkloadStatus status) {
        if (status.plannedFloor() > 0) {
            return Optional.of(true);
        }
        OptionalDouble demand = status.demand().value();
        return status.isInformed() && demand.isPresent()
                ? Optional.of(demand.getAsDouble() > 0)
                : Optional.empty();
    }

    private String workload(ObjectRef ref) throws StatusException {
        String workload = ref.metadata().getOrDefault("workload", ref.name());
        if (!board.knows(workload)) {
            throw Status.NOT_FOUND
                    .withDescription("no workload is called \"" + workload + '"')
                    .asException();
        }
        return workload;
    }

    private WorkloadStatus known(ObjectRef ref) throws StatusException {
        String workload = workload(ref);
        Optional<WorkloadStatus> status = board.fresh(workload).filter(WorkloadStatus::isInformed);
        if (status.isEmpty()) {
            throw notKnown(workload);
        }
        return status.get();
    }

    private static StatusException notKnown(String workload) {
        return Status.UNAVAILABLE
                .withDescription(
                        "the plan of "
                                + workload
                                + " is not known, too old, or made without its demand or its fleet")
                .asException();
    }
}
