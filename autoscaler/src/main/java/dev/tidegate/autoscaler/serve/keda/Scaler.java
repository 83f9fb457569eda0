package dev.tidegate.autoscaler.serve.keda;

import dev.tidegate.autoscaler.serve.StatusBoard;
import dev.tidegate.autoscaler.serve.WorkloadStatus;
import dev.tidegate.autoscaler.serve.keda.ScalerMessages.ObjectRef;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Answers KEDA from the board. The trigger's metadata {@code workload} names the workload, else the scaled object's own name
 * does. There is one metric, the floor that the newest plan names, with a target of one a replica.
 */
final class Scaler {
    private static final String PREFIX = "tidegate-";
    private static final int SHOWN = 100;
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private final StatusBoard board;
    private final Set<ActivityStream> watchers = ConcurrentHashMap.newKeySet();

    Scaler(StatusBoard board) {
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

    private static ServerCalls.UnaryMethod<Optional<ObjectRef>, byte[]> answering(
            Question question) {
        return (ref, observer) -> {
            try {
                observer.onNext(question.answer(read(ref)));
                observer.onCompleted();
            } catch (StatusException e) {
                observer.onError(e);
            } catch (IOException e) {
                observer.onError(Status.INTERNAL.withCause(e).asException());
            }
        };
    }

    private static ObjectRef read(Optional<ObjectRef> asked) throws StatusException {
        return asked.orElseThrow(
                () ->
                        Status.INVALID_ARGUMENT
                                .withDescription("no message of externalscaler.proto")
                                .asException());
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

    private void watch(Optional<ObjectRef> ref, StreamObserver<byte[]> observer) {
        try {
            String workload = workload(read(ref));
            var stream = (ServerCallStreamObserver<byte[]>) observer;
            ActivityStream watcher = new ActivityStream(workload, stream);
            stream.setOnCancelHandler(() -> watchers.remove(watcher));
            stream.setOnReadyHandler(watcher::tellNews);
            watchers.add(watcher);
            board.fresh(workload).ifPresent(status -> tell(status, watcher));
        } catch (StatusException e) {
            observer.onError(e);
        }
    }

    private void tell(WorkloadStatus status) {
        for (ActivityStream watcher : watchers) {
            if (watcher.isOf(status.workload())) {
                tell(status, watcher);
            }
        }
    }

    private void tell(WorkloadStatus status, ActivityStream watcher) {
        Optional<Boolean> active = active(status);
        if (active.isPresent() && !watcher.tell(active.get())) {
            watchers.remove(watcher);
        }
    }

    /** Those who have not gone away, as far as anybody knows. */
    int watchers() {
        return watchers.size();
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
                    .withDescription("no workload is called \"" + shown(workload) + '"')
                    .asException();
        }
        return workload;
    }

    /** A trailer that is longer than a client takes ends its connection, with all other streams on it. */
    private static String shown(String name) {
        String line = UNSEEN.matcher(name).replaceAll("?");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
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
