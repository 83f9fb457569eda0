package dev.tidegate.autoscaler.serve.keda;

import dev.tidegate.autoscaler.serve.StatusBoard;
import dev.tidegate.autoscaler.serve.StatusServer;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Where KEDA's operator connects, without encryption: it only reads, and is meant for a cluster's own network. */
public final class ScalerServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How often a client may ask whether we are there, as operators behind a balancer do. */
    private static final Duration LIVELIEST = Duration.ofSeconds(10);

    private final Server server;
    private final Scaler scaler;

    private ScalerServer(Server server, Scaler scaler) {
        this.server = server;
        this.scaler = scaler;
    }

    int watchers() {
        return scaler.watchers();
    }

    /**
     * Listens from now on.
     *
     * @throws IOException when the address cannot be listened on
     */
    public static ScalerServer start(String host, int port, StatusBoard board) throws IOException {
        return start(host, port, board, PATIENCE);
    }

    /** @param patience with a client of whom nothing is heard, before it is asked whether it is there, and then again */
    static ScalerServer start(String host, int port, StatusBoard board, Duration patience)
            throws IOException {
        Scaler scaler = new Scaler(board);
        Server server =
                NettyServerBuilder.forAddress(new InetSocketAddress(host, port))
                        .keepAliveTime(patience.toMillis(), TimeUnit.MILLISECONDS)
                        .keepAliveTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                        .permitKeepAliveTime(LIVELIEST.toMillis(), TimeUnit.MILLISECONDS)
                        .permitKeepAliveWithoutCalls(true)
                        .addService(scaler.service())
                        .build();
        try {
            return new ScalerServer(server.start(), scaler);
        } catch (IOException e) {
            throw StatusServer.notHeard(host, port, "serve.keda_port", e);
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
