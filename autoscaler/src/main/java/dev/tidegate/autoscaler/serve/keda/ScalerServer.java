package dev.tidegate.autoscaler.serve.keda;

import dev.tidegate.autoscaler.serve.Board;
import dev.tidegate.autoscaler.serve.StatusServer;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Where KEDA's operator connects, without encryption: it only reads, and is meant for a cluster's own network. */
public final class ScalerServer implements AutoCloseable {
    private final Server server;

    private ScalerServer(Server server) {
        this.server = server;
    }

    /**
     * Listens from now on.
     *
     * @throws IOException when the address cannot be listened on
     */
    public static ScalerServer start(String host, int port, Board board) throws IOException {
        Server server =
                NettyServerBuilder.forAddress(new InetSocketAddress(host, port))
                        .addService(new Scaler(board).service())
                        .build();
        try {
            return new ScalerServer(server.start());
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
