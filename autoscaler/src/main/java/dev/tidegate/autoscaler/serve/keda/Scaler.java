package dev.tidegate.autoscaler.serve.keda;

import dev.tidegate.autoscaler.serve.StatusBoard;
import dev.tidegate.autoscaler.serve.WorkloadStatus;
import dev.tidegate.autoscaler.serve.keda.ScalerMessages.ObjectRef;
import dev.tidegate.runbooks.act.wire.Unprintable;
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

/**
 * Answers KEDA from the status board. The workload is named by the trigger's metadata {@code workload}, or else by the scaled
 * object's own name. There is one metric, the floor of the newest plan, with a target of one for each replica.
 */
final class Scaler {
    private static final String PREFIX = "tidegate-";
    private static final int MAX_SHOWN = 100;

    private final StatusBoard board;
    private final Set<ActivityStream> streams = ConcurrentHashMap.newKeySet();

    Scaler(StatusBoard board) {
        this.board = board;
        board.addListener(this::notify);
    }

    ServerServiceDefinition service() {
        return ServerServiceDefinition.builder(ScalerMethods.SERVICE)
                .addMethod(
                        ScalerMethods.IS_ACTIVE, ServerCalls.asyncUnaryCall(unary(this::isActive)))
                .addMethod(
                        ScalerMethods.STREAM_IS_ACTIVE,
                        ServerCalls.asyncServerStreamingCall(this::streamIsActive))
                .addMethod(
                        ScalerMethods.GET_METRIC_SPEC,
                        ServerCalls.asyncUnaryCall(unary(this::metricSpec)))
                .addMethod(
                        ScalerMethods.GET_METRICS, ServerCalls.asyncUnaryCall(unary(this::metrics)))
                .build();
    }

    private interface Handler {
        byte[] answer(ObjectRef ref) throws StatusException, IOException;
    }

    private static ServerCalls.UnaryMethod<Optional<ObjectRef>, byte[]> unary(Handler handler) {
        return (ref, observer) -> {
            try {
                observer.onNext(handler.answer(required(ref)));
                observer.onCompleted();
            } catch (StatusException e) {
                observer.onError(e);
            } catch (IOException e) {
                observer.onError(Status.INTERNAL.withCause(e).asException());
            }
        };
    }

    private static ObjectRef required(Optional<ObjectRef> ref) throws StatusException {
        return ref.orElseThrow(
                () ->
                        Status.INVALID_ARGUMENT
                                .withDescription("no message of externalscaler.proto")
                                .asException());
    }

    private byte[] isActive(ObjectRef ref) throws StatusException, IOException {
        String workload = workload(ref);
        return ScalerMessages.active(
                active(informedStatus(ref)).orElseThrow(() -> planUnknown(workload)));
    }

    private byte[] metricSpec(ObjectRef ref) throws StatusException, IOException {
        return ScalerMessages.metric(PREFIX + workload(ref), 1);
    }

    private byte[] metrics(ObjectRef ref) throws StatusException, IOException {
        return ScalerMessages.metric(PREFIX + workload(ref), informedStatus(ref).plannedFloor());
    }

    private void streamIsActive(Optional<ObjectRef> ref, StreamObserver<byte[]> observer) {
        try {
            String workload = workload(required(ref));
            var stream = (ServerCallStreamObserver<byte[]>) observer;
            ActivityStream activity = new ActivityStream(workload, stream);
            stream.setOnCancelHandler(() -> streams.remove(activity));
            stream.setOnReadyHandler(activity::sendIfChanged);
            streams.add(activity);
            board.fresh(workload).ifPresent(status -> notify(status, activity));
        } catch (StatusException e) {
            observer.onError(e);
        }
    }

    private void notify(WorkloadStatus status) {
        for (ActivityStream stream : streams) {
            if (stream.isFor(status.workload())) {
                notify(status, stream);
            }
        }
    }

    private void notify(WorkloadStatus status, ActivityStream stream) {
        Optional<Boolean> active = active(status);
        if (active.isPresent() && !stream.update(active.get())) {
            streams.remove(stream);
        }
    }

    /** Number of connected streams. */
    int streams() {
        return streams.size();
    }

    /** Whether the workload has work; empty if its demand is missing, so that KEDA does not remove the last replica. */
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
        if (!board.hasWorkload(workload)) {
            throw Status.NOT_FOUND
                    .withDescription("no workload is called \"" + printable(workload) + '"')
                    .asException();
        }
        return workload;
    }

    /**
     * Makes a name safe for a trailer: one that is longer than a client accepts ends its connection, with all other streams on
     * it.
     */
    private static String printable(String name) {
        String line = Unprintable.replace(name, "?");
        return line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN) + "…";
    }

    private WorkloadStatus informedStatus(ObjectRef ref) throws StatusException {
        String workload = workload(ref);
        Optional<WorkloadStatus> status = board.fresh(workload).filter(WorkloadStatus::isInformed);
        if (status.isEmpty()) {
            throw planUnknown(workload);
        }
        return status.get();
    }

    private static StatusException planUnknown(String workload) {
        return Status.UNAVAILABLE
                .withDescription(
                        "the plan of "
                                + workload
                                + " is not known, too old, or made without its demand or its fleet")
                .asException();
    }
}
