package dev.tidegate.stacks.wire;

import com.google.protobuf.Empty;
import com.google.protobuf.Struct;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import pulumirpc.EngineGrpc;
import pulumirpc.EngineOuterClass;
import pulumirpc.Provider;
import pulumirpc.Resource;
import pulumirpc.ResourceMonitorGrpc;

/** Answers a program as the engine of {@code pulumi preview} or {@code pulumi up} does, and writes down what it was asked. */
final class EngineServer implements AutoCloseable {
    private final String project;
    private final String stack;
    private final boolean preview;
    private final List<Recorded.Asked> asked = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final Set<String> urns = ConcurrentHashMap.newKeySet();
    private final Server server;
    private volatile Struct outputs = Struct.getDefaultInstance();
    private volatile String root = "";

    EngineServer(String project, String stack, boolean preview) throws IOException {
        this.project = project;
        this.stack = stack;
        this.preview = preview;
        ServerBuilder<?> builder =
                Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create());
        server = builder.addService(new Monitor()).addService(new Engine()).build().start();
    }

    String address() {
        return "127.0.0.1:" + server.getPort();
    }

    Recorded recorded(int exit, String console) {
        return new Recorded(exit, asked, outputs, errors, console);
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private final class Monitor extends ResourceMonitorGrpc.ResourceMonitorImplBase {
        @Override
        public void supportsFeature(
                Resource.SupportsFeatureRequest request,
                StreamObserver<Resource.SupportsFeatureResponse> to) {
            boolean has =
                    Set.of(
                                    "secrets",
                                    "resourceReferences",
                                    "outputValues",
                                    "deletedWith",
                                    "aliasSpecs")
                            .contains(request.getId());
            answer(to, Resource.SupportsFeatureResponse.newBuilder().setHasSupport(has).build());
        }

        @Override
        public void registerResource(
                Resource.RegisterResourceRequest request,
                StreamObserver<Resource.RegisterResourceResponse> to) {
            String urn = urn(request);
            if (!urns.add(urn)) {
                to.onError(
                        Status.ALREADY_EXISTS
                                .withDescription("Duplicate resource URN '" + urn + "'")
                                .asRuntimeException());
                return;
            }
            if (request.getType().equals("pulumi:pulumi:Stack")) {
                root = urn;
            }
            asked.add(new Recorded.Asked(urn, request));
            Resource.RegisterResourceResponse.Builder made =
                    Resource.RegisterResourceResponse.newBuilder().setUrn(urn);
            if (request.getCustom()) {
                made.setObject(
                        Computed.of(
                                request.getType(),
                                request.getName(),
                                request.getObject(),
                                preview));
                if (!preview) {
                    made.setId(request.getName() + "-id");
                }
            } else {
                made.setObject(request.getObject());
            }
            answer(to, made.build());
        }

        @Override
        public void readResource(
                Resource.ReadResourceRequest request,
                StreamObserver<Resource.ReadResourceResponse> to) {
            answer(
                    to,
                    Resource.ReadResourceResponse.newBuilder()
                            .setUrn(
                                    "urn:pulumi:"
                                            + stack
                                            + "::"
                                            + project
                                            + "::"
                                            + request.getType()
                                            + "::"
                                            + request.getName())
                            .setProperties(References.of(request))
                            .build());
        }

        @Override
        public void registerResourceOutputs(
                Resource.RegisterResourceOutputsRequest request, StreamObserver<Empty> to) {
            if (request.getUrn().equals(root)) {
                outputs = request.getOutputs();
            }
            answer(to, Empty.getDefaultInstance());
        }

        @Override
        public void call(
                Resource.ResourceCallRequest request, StreamObserver<Provider.CallResponse> to) {
            to.onError(
                    Status.UNIMPLEMENTED
                            .withDescription("no method is called: " + request.getTok())
                            .asRuntimeException());
        }

        @Override
        public void invoke(
                Resource.ResourceInvokeRequest request,
                StreamObserver<Resource.ResourceInvokeResponse> to) {
            Computed.lookUp(
                    request.getTok(),
                    request.getArgs(),
                    to,
                    found ->
                            answer(
                                    to,
                                    Resource.ResourceInvokeResponse.newBuilder()
                                            .setReturn(found)
                                            .build()));
        }

        @Override
        public void signalAndWaitForShutdown(Empty request, StreamObserver<Empty> to) {
            answer(to, Empty.getDefaultInstance());
        }

        private String urn(Resource.RegisterResourceRequest request) {
            String parent = request.getParent();
            String types =
                    parent.isEmpty() || parent.equals(root) ? "" : parent.split("::", -1)[2] + "$";
            return "urn:pulumi:"
                    + stack
                    + "::"
                    + project
                    + "::"
                    + types
                    + request.getType()
                    + "::"
                    + request.getName();
        }
    }

    private final class Engine extends EngineGrpc.EngineImplBase {
        @Override
        public void log(EngineOuterClass.LogRequest request, StreamObserver<Empty> to) {
            if (request.getSeverity() == EngineOuterClass.LogSeverity.ERROR) {
                errors.add(request.getMessage());
            }
            answer(to, Empty.getDefaultInstance());
        }

        @Override
        public void getRootResource(
                EngineOuterClass.GetRootResourceRequest request,
                StreamObserver<EngineOuterClass.GetRootResourceResponse> to) {
            answer(to, EngineOuterClass.GetRootResourceResponse.newBuilder().setUrn(root).build());
        }

        @Override
        public void setRootResource(
                EngineOuterClass.SetRootResourceRequest request,
                StreamObserver<EngineOuterClass.SetRootResourceResponse> to) {
            answer(to, EngineOuterClass.SetRootResourceResponse.getDefaultInstance());
        }
    }

    private static <T> void answer(StreamObserver<T> to, T message) {
        to.onNext(message);
        to.onCompleted();
    }
}
