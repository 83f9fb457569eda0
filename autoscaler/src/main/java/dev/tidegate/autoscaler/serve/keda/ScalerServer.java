package dev.tidegate.autoscaler.serve.keda;

import dev.tidegate.autoscaler.serve.StatusBoard;
import dev.tidegate.autoscaler.serve.StatusServer;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The gRPC server that KEDA's operator connects to. Not encrypted: it is read-only, and meant for a cluster's own network. */
public final class ScalerServer implements AutoCloseable {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

    /** Shortest keep-alive interval that a client may use, as operators behind a load balancer do. */
    private static final Duration MIN_CLIENT_KEEP_ALIVE = Duration.ofSeconds(10);

    private final Server server;
    private final Scaler scaler;

    private ScalerServer(Server server, Scaler scaler) {
        this.server = server;
        this.scaler = scaler;
    }

    int streams() {
        return scaler.streams();
    }

    /**
     * Starts the server.
     *
     * @throws IOException if the address cannot be bound
     */
    public static ScalerServer start(String host, int port, StatusBoard board) throws IOException {
        return start(host, port, board, KEEP_ALIVE);
    }

    /** @param keepAlive how long a client may be silent before it is pinged, and how long it has to answer */
    static ScalerServer start(String host, int port, StatusBoard board, Duration keepAlive)
            throws IOException {
        Scaler scaler = new Scaler(board);
        Server server =
                NettyServerBuilder.forAddress(new InetSocketAddress(host, port))
                        .keepAliveTime(keepAlive.toMillis(), TimeUnit.MILLISECONDS)
                        .keepAliveTimeout(keepAlive.toMillis(), TimeUnit.MILLISECONDS)
                        .permitKeepAliveTime(
                                MIN_CLIENT_KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS)
                        .permitKeepAliveWithoutCalls(true)
                        .addService(scaler.service())
                        .build();
        try {
            return new ScalerServer(server.start(), scaler);
        } catch (IOException e) {
            throw StatusServer.cannotListen(host, port, "serve.keda_port", e);
        }
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
