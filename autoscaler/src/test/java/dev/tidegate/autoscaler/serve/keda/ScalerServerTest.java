package dev.tidegate.autoscaler.serve.keda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DynamicMessage;
import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.loop.ControlLoop;
import dev.tidegate.autoscaler.loop.LoopRig;
import dev.tidegate.autoscaler.serve.StatusBoard;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.runbooks.act.simulated.Fault;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Calls as KEDA's operator makes them: over a real channel, with messages that the protobuf library encoded from the public
 * schema.
 */
class ScalerServerTest {
    @AutoClose private final LoopRig rig = new LoopRig();
    private StatusBoard board;
    private ControlLoop loop;
    private ScalerServer server;
    private ManagedChannel channel;

    @BeforeEach
    void serve() throws IOException {
        loop = rig.loop(Mode.ACT);
        board =
                new StatusBoard(
                        Map.of("chat", "tokens"),
                        Duration.ofSeconds(15),
                        Duration.ofMinutes(2),
                        rig.now,
                        rig::nanos);
        server = ScalerServer.start("127.0.0.1", 0, board);
        channel =
                ManagedChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.close();
    }

    @Test
    void aPortInUseIsReportedWithItsKey() {
        assertThatThrownBy(() -> ScalerServer.start("127.0.0.1", server.port(), board))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1:" + server.port())
                .hasMessageContaining("serve.keda_port");
    }

    @Test
    void theMetricIsThePlannedFloorWithATargetOfOne() {
        rig.demand = 900;
        int planned = post(rig);

        DynamicMessage spec = KedaSchema.first(ask("GetMetricSpec", chat()), "metricSpecs");
        DynamicMessage value =
                KedaSchema.first(
                        ask("GetMetrics", KedaSchema.metricsRequest(chat(), "tidegate-chat")),
                        "metricValues");

        assertThat(KedaSchema.field(spec, "metricName")).isEqualTo("tidegate-chat");
        assertThat(KedaSchema.field(spec, "targetSize")).isEqualTo(1L);
        assertThat(KedaSchema.field(spec, "targetSizeFloat")).isEqualTo(1.0);
        assertThat(KedaSchema.field(value, "metricName")).isEqualTo("tidegate-chat");
        assertThat(planned).isGreaterThanOrEqualTo(9);
        assertThat(KedaSchema.field(value, "metricValue")).isEqualTo((long) planned);
        assertThat(KedaSchema.field(value, "metricValueFloat")).isEqualTo((double) planned);
    }

    @Test
    void aWorkloadWithDemandIsActive() {
        post(rig);

        assertThat(KedaSchema.field(ask("IsActive", chat()), "result")).isEqualTo(true);
    }

    @Test
    void withoutAPlanTheMetricIsAnError() {
        assertRefused(Status.Code.UNAVAILABLE, chat());
    }

    @Test
    void withAStalePlanTheMetricIsAnError() {
        post(rig);

        rig.now = rig.now.plus(Duration.ofMinutes(10));

        assertRefused(Status.Code.UNAVAILABLE, chat());
    }

    @Test
    void withAnUnreadableFleetTheMetricIsAnError() {
        loop = rig.loop(Mode.ADVISE); // as with KEDA: the loop does not set the floor
        rig.demand = 900;
        assertThat(post(rig)).isGreaterThanOrEqualTo(9);

        rig.faults.add(Fault.Kind.UNREADABLE);
        post(rig);

        assertRefused(Status.Code.UNAVAILABLE, chat());
    }

    @Test
    void beforeTheFirstDemandTheMetricIsAnError() {
        loop = rig.loop(Mode.ADVISE);
        rig.metrics.fail(Reason.METRICS_UNREACHABLE);
        post(rig);

        assertRefused(Status.Code.UNAVAILABLE, chat());
    }

    @Test
    void aStreamDoesNotReportIdleBeforeTheFirstDemand() {
        rig.setIdle();
        loop = rig.loop(Mode.ADVISE);
        rig.metrics.fail(Reason.METRICS_UNREACHABLE);
        assertThat(post(rig)).isZero();
        Iterator<DynamicMessage> states = watch();
        assertRefused(Status.Code.UNAVAILABLE, chat()); // the stream is open by now
        rig.metrics.recover();
        rig.demand = 900;

        post(rig);

        assertThat(KedaSchema.field(states.next(), "result")).isEqualTo(true);
    }

    @Test
    void anUnknownWorkloadIsNotFound() {
        assertRefused(Status.Code.NOT_FOUND, KedaSchema.ref("scaled", Map.of("workload", "other")));
    }

    @Test
    void withoutMetadataTheScaledObjectNamesTheWorkload() {
        post(rig);

        DynamicMessage active = ask("IsActive", KedaSchema.ref("chat", Map.of()));

        assertThat(KedaSchema.field(active, "result")).isEqualTo(true);
    }

    private int post(LoopRig rig) {
        var cycle = rig.step(loop);
        board.post(cycle);
        return cycle.decision().plan().floor().count();
    }

    private static DynamicMessage chat() {
        return KedaSchema.ref(
                "scaled", Map.of("scalerAddress", "tidegate:9465", "workload", "chat"));
    }

    private void assertRefused(Status.Code code, DynamicMessage ref) {
        for (String method : List.of("IsActive", "GetMetrics")) {
            DynamicMessage request =
                    method.equals("GetMetrics") ? KedaSchema.metricsRequest(ref, "m") : ref;
            assertThatThrownBy(() -> ask(method, request))
                    .isInstanceOfSatisfying(
                            StatusRuntimeException.class,
                            e -> assertThat(e.getStatus().getCode()).isEqualTo(code));
        }
    }

    private DynamicMessage ask(String method, DynamicMessage request) {
        return ClientCalls.blockingUnaryCall(
                channel,
                KedaSchema.method(method, MethodType.UNARY),
                CallOptions.DEFAULT.withDeadlineAfter(Duration.ofSeconds(30)),
                request);
    }

    private Iterator<DynamicMessage> watch() {
        return ClientCalls.blockingServerStreamingCall(
                channel,
                KedaSchema.method("StreamIsActive", MethodType.SERVER_STREAMING),
                CallOptions.DEFAULT,
                chat());
    }
}
