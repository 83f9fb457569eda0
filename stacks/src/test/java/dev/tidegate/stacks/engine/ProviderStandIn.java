package dev.tidegate.stacks.engine;

import com.google.protobuf.Empty;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.tidegate.stacks.wire.Computed;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.List;
import pulumirpc.Plugin;
import pulumirpc.Provider;
import pulumirpc.ResourceProviderGrpc;

/**
 * A provider of AWS that makes nothing: the engine starts it as it starts the real one. It answers that all was done as it was
 * asked, with made-up values for what a provider adds, and keeps nothing: what there is stands in the engine's own state.
 */
final class ProviderStandIn extends ResourceProviderGrpc.ResourceProviderImplBase {
    /** What every password begins with, so that it is found wherever it should not be. */
    static final String DRAWN = "drawn-by-";

    /** A secret that nobody has made. */
    static final String MISSING = "llm/none";

    private static final String VERSION = "6.83.0";
    private static final String PASSWORD = "aws:secretsmanager/getRandomPassword:getRandomPassword";

    private ProviderStandIn() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Server server =
                Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                        .addService(new ProviderStandIn())
                        .build()
                        .start();
        System.out.println(server.getPort());
        System.out.flush();
        server.awaitTermination();
    }

    @Override
    public void getPluginInfo(Empty request, StreamObserver<Plugin.PluginInfo> to) {
        answer(to, Plugin.PluginInfo.newBuilder().setVersion(VERSION).build());
    }

    @Override
    public void checkConfig(
            Provider.CheckRequest request, StreamObserver<Provider.CheckResponse> to) {
        check(request, to);
    }

    @Override
    public void diffConfig(Provider.DiffRequest request, StreamObserver<Provider.DiffResponse> to) {
        diff(request, to);
    }

    @Override
    public void configure(
            Provider.ConfigureRequest request, StreamObserver<Provider.ConfigureResponse> to) {
        answer(
                to,
                Provider.ConfigureResponse.newBuilder()
                        .setAcceptSecrets(true)
                        .setSupportsPreview(true)
                        .setAcceptResources(true)
                        .build());
    }

    @Override
    public void check(Provider.CheckRequest request, StreamObserver<Provider.CheckResponse> to) {
        answer(to, Provider.CheckResponse.newBuilder().setInputs(request.getNews()).build());
    }

    @Override
    public void diff(Provider.DiffRequest request, StreamObserver<Provider.DiffResponse> to) {
        boolean same = request.getOldInputs().equals(request.getNews());
        Provider.DiffResponse.Builder difference =
                Provider.DiffResponse.newBuilder()
                        .setChanges(
                                same
                                        ? Provider.DiffResponse.DiffChanges.DIFF_NONE
                                        : Provider.DiffResponse.DiffChanges.DIFF_SOME);
        if (leavesASubnet(request)) {
            difference.addReplaces("subnets");
        }
        answer(to, difference.build());
    }

    /** What the provider makes anew, by its plans: a balancer of type network takes subnets more, and lets none go. */
    private static boolean leavesASubnet(Provider.DiffRequest request) {
        Struct news = request.getNews();
        return type(request.getUrn()).equals("aws:lb/loadBalancer:LoadBalancer")
                && text(news, "loadBalancerType").equals("network")
                && !subnets(news).containsAll(subnets(request.getOldInputs()));
    }

    private static List<Value> subnets(Struct inputs) {
        return inputs.getFieldsOrDefault("subnets", Value.getDefaultInstance())
                .getListValue()
                .getValuesList();
    }

    private static String text(Struct inputs, String key) {
        return inputs.getFieldsOrDefault(key, Value.getDefaultInstance()).getStringValue();
    }

    @Override
    public void create(Provider.CreateRequest request, StreamObserver<Provider.CreateResponse> to) {
        Provider.CreateResponse.Builder made = Provider.CreateResponse.newBuilder();
        if (request.getPreview()) {
            made.setProperties(request.getProperties());
        } else {
            made.setId(name(request.getUrn()) + "-id")
                    .setProperties(state(request.getUrn(), request.getProperties()));
        }
        answer(to, made.build());
    }

    @Override
    public void update(Provider.UpdateRequest request, StreamObserver<Provider.UpdateResponse> to) {
        answer(
                to,
                Provider.UpdateResponse.newBuilder()
                        .setProperties(state(request.getUrn(), request.getNews()))
                        .build());
    }

    @Override
    public void delete(Provider.DeleteRequest request, StreamObserver<Empty> to) {
        answer(to, Empty.getDefaultInstance());
    }

    @Override
    public void invoke(Provider.InvokeRequest request, StreamObserver<Provider.InvokeResponse> to) {
        if (text(request.getArgs(), "name").equals(MISSING)) {
            to.onError(
                    Status.UNKNOWN
                            .withDescription(
                                    "reading Secrets Manager Secret ("
                                            + MISSING
                                            + "): couldn't find resource")
                            .asRuntimeException());
            return;
        }
        Computed.lookUp(
                request.getTok(),
                request.getArgs(),
                to,
                found ->
                        answer(
                                to,
                                Provider.InvokeResponse.newBuilder()
                                        .setReturn(
                                                request.getTok().equals(PASSWORD) ? drawn() : found)
                                        .build()));
    }

    @Override
    public void cancel(Empty request, StreamObserver<Empty> to) {
        answer(to, Empty.getDefaultInstance());
    }

    /** Another one in each run of the engine, which starts a provider of its own. */
    private static Struct drawn() {
        return Struct.newBuilder()
                .putFields(
                        "randomPassword",
                        Value.newBuilder()
                                .setStringValue(DRAWN + ProcessHandle.current().pid())
                                .build())
                .build();
    }

    private static Struct state(String urn, Struct inputs) {
        return Computed.complete(type(urn), name(urn), inputs);
    }

    /** Of a resource's own, without those of its parents. */
    private static String type(String urn) {
        String types = urn.split("::", -1)[2];
        return types.substring(types.lastIndexOf('$') + 1);
    }

    private static String name(String urn) {
        return urn.split("::", 4)[3];
    }

    private static <T> void answer(StreamObserver<T> to, T message) {
        to.onNext(message);
        to.onCompleted();
    }
}
