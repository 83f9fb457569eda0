package dev.tidegate.autoscaler.serve.keda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.daemon.Relay;
import dev.tidegate.autoscaler.loop.LoopRig;
import dev.tidegate.autoscaler.loop.record.Cycle;
import dev.tidegate.autoscaler.plan.CapacityPlan;
import dev.tidegate.autoscaler.plan.Decision;
import dev.tidegate.autoscaler.serve.StatusBoard;
import dev.tidegate.autoscaler.situation.Observation;
import dev.tidegate.autoscaler.situation.Situation;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many operators, operators that disappear or do not read, and clients that are none. */
@Timeout(120)
final class MisbehavingOperatorTest {
    private static final int WINDOW = 1 << 16; // bytes buffered for a client that does not read
    private static final Duration PATIENCE = Duration.ofMillis(500);

    @AutoClose private final LoopRig rig = new LoopRig();
    private final List<ManagedChannel> channels = new ArrayList<>();
    private StatusBoard board;
    private ScalerServer server;
    private Cycle busy;

    @BeforeEach
    void serve() throws IOException {
        board =
                new StatusBoard(
                        Map.of("chat", "tokens"),
                        Duration.ofSeconds(15),
                        Duration.ofMinutes(2),
                        rig.now,
                        rig::nanos);
        server = ScalerServer.start("127.0.0.1", 0, board, PATIENCE);
        rig.demand = 900;
        busy = rig.step(rig.loop(Mode.ADVISE));
        board.post(busy);
    }

    @AfterEach
    void stop() {
        channels.forEach(ManagedChannel::shutdownNow);
        server.close();
    }

    @Test
    void anInvalidMessageIsRefused() {
        ManagedChannel channel = channel(server.port());
        byte[] random = new byte[1_000];
        new Random(1).nextBytes(random);
        byte[] deep = new byte[1_000_000];
        Arrays.fill(deep, (byte) 0x0b); // deeply nested groups

        for (byte[] message : List.of(random, deep, new byte[] {0x0a, 0x7f})) {
            for (String method : List.of("IsActive", "GetMetrics", "GetMetricSpec")) {
                assertThatThrownBy(() -> ask(channel, method, message))
                        .isInstanceOfSatisfying(
                                StatusRuntimeException.class,
                                e ->
                                        assertThat(e.getStatus().getCode())
                                                .isEqualTo(Status.Code.INVALID_ARGUMENT));
            }
        }
    }

    @Test
    void aVeryLongNameIsTruncatedAndBreaksNoOtherStream() {
        ManagedChannel channel = channel(server.port());
        List<byte[]> received = Collections.synchronizedList(new ArrayList<>());
        watch(channel, received).request(10);
        Awaitility.await().until(() -> received.size() == 1);

        assertThatThrownBy(() -> ask(channel, "IsActive", ref("\u001b" + "x".repeat(1_000_000))))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> {
                            assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
                            assertThat(e.getStatus().getDescription())
                                    .startsWith("no workload is called \"?xxx")
                                    .hasSizeLessThan(200);
                        });
        assertThat(server.streams()).isEqualTo(1);
    }

    @Test
    void aStreamSendsTheStateAtOnceAndThenOnlyChanges() {
        List<byte[]> received = Collections.synchronizedList(new ArrayList<>());
        watch(channel(server.port()), received).request(10);
        Awaitility.await().until(() -> received.size() == 1);

        board.post(busy);
        board.post(idle());
        board.post(busy);
        board.post(busy);
        board.post(idle());

        Awaitility.await().until(() -> received.size() >= 4);
        assertThat(received)
                .containsExactly(
                        new byte[] {8, 1}, new byte[] {8, 0}, new byte[] {8, 1}, new byte[] {8, 0});
    }

    @Test
    void aSlowReaderGetsOnlyTheLatestState() {
        List<byte[]> received = Collections.synchronizedList(new ArrayList<>());
        ClientCall<byte[], byte[]> stream = watch(channel(server.port()), received);
        Awaitility.await().until(() -> server.streams() == 1);
        int changes = 50_000;

        for (int i = 0; i < changes / 2; i++) {
            board.post(idle());
            board.post(busy);
        }
        board.post(idle());
        stream.request(10 * changes);

        Awaitility.await()
                .during(Duration.ofSeconds(1)) // until everything buffered has arrived
                .atMost(Duration.ofSeconds(30))
                .until(() -> !received.isEmpty() && isIdle(received.get(received.size() - 1)));
        assertThat(received.size()).as("what lines hold on their way").isLessThan(changes / 3);
    }

    @Test
    void twoThousandStreamsLeaveNothingBehind() {
        for (int round = 0; round < 2; round++) {
            List<byte[]> received = Collections.synchronizedList(new ArrayList<>());
            List<ClientCall<byte[], byte[]>> streams = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                ManagedChannel channel = channel(server.port());
                for (int j = 0; j < 200; j++) {
                    ClientCall<byte[], byte[]> stream = watch(channel, received);
                    stream.request(10);
                    streams.add(stream);
                }
            }
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> received.size() == 2_000);
            assertThat(server.streams()).isEqualTo(2_000);

            streams.forEach(stream -> stream.cancel("enough", null));

            Awaitility.await().until(() -> server.streams() == 0);
        }
    }

    @Test
    void aStreamOverADeadConnectionIsRemoved() throws IOException {
        try (Relay line = Relay.inFrontOf(server.port())) {
            List<byte[]> received = Collections.synchronizedList(new ArrayList<>());
            watch(channel(line.port()), received).request(10);
            Awaitility.await().until(() -> received.size() == 1);
            assertThat(server.streams()).isEqualTo(1);

            line.fallSilent();

            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> server.streams() == 0);
        }
    }

    private static boolean isIdle(byte[] message) {
        return Arrays.equals(message, new byte[] {8, 0});
    }

    /** The same cycle without demand and with a floor of zero. */
    private Cycle idle() {
        Situation seen = busy.situation();
        Situation silent =
                new Situation(
                        seen.now(),
                        Observation.of(0),
                        seen.fleet(),
                        seen.latest(),
                        seen.queued(),
                        seen.turnedAway(),
                        seen.overrides());
        CapacityPlan none =
                new CapacityPlan.Hold(
                        Replicas.NONE,
                        busy.decision().plan().reasons(),
                        busy.decision().plan().feasibility());
        Decision decision =
                new Decision(
                        seen.now(), none, busy.decision().explanation(), busy.decision().learned());
        return new Cycle(
                busy.workload(),
                busy.mode(),
                busy.slots(),
                silent,
                busy.latencyP99(),
                decision,
                busy.tier(),
                busy.standing(),
                busy.overrides());
    }

    private ManagedChannel channel(int port) {
        ManagedChannel channel =
                NettyChannelBuilder.forAddress("127.0.0.1", port)
                        .usePlaintext()
                        .flowControlWindow(WINDOW)
                        .build();
        channels.add(channel);
        return channel;
    }

    private static ClientCall<byte[], byte[]> watch(ManagedChannel channel, List<byte[]> received) {
        ClientCall<byte[], byte[]> call =
                channel.newCall(
                        bytes("StreamIsActive", MethodType.SERVER_STREAMING), CallOptions.DEFAULT);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onMessage(byte[] message) {
                        received.add(message);
                    }
                },
                new Metadata());
        call.sendMessage(ref("chat"));
        call.halfClose();
        return call;
    }

    private static byte[] ask(ManagedChannel channel, String method, byte[] message) {
        return ClientCalls.blockingUnaryCall(
                channel,
                bytes(method, MethodType.UNARY),
                CallOptions.DEFAULT.withDeadlineAfter(Duration.ofSeconds(30)),
                message);
    }

    private static byte[] ref(String workload) {
        return KedaSchema.ref("scaled", Map.of("workload", workload)).toByteArray();
    }

    private static MethodDescriptor<byte[], byte[]> bytes(String method, MethodType type) {
        var marshaller =
                new MethodDescriptor.Marshaller<byte[]>() {
                    @Override
                    public InputStream stream(byte[] value) {
                        return new ByteArrayInputStream(value);
                    }

                    @Override
                    public byte[] parse(InputStream stream) {
                        try {
                            return stream.readAllBytes();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }
                };
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(type)
                .setFullMethodName(
                        MethodDescriptor.generateFullMethodName(ScalerMethods.SERVICE, method))
                .setRequestMarshaller(marshaller)
                .setResponseMarshaller(marshaller)
                .build();
    }
}
