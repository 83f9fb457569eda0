package dev.tidegate.runbooks.act.send;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;

/** Sockets of one exchange, closed when its time is over: limits of single reads add up without an end. Thread-safe. */
final class CutOff extends SocketFactory implements AutoCloseable {
    private final List<Socket> sockets = new ArrayList<>(); // guarded by this
    private final CompletableFuture<Void> end;
    private boolean over; // guarded by this

    /** @param limit from now */
    CutOff(Duration limit) {
        Executor then = CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS);
        this.end = CompletableFuture.runAsync(this::cut, then);
    }

    private synchronized void cut() {
        over = true;
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public synchronized Socket createSocket() throws SocketException {
        if (over) {
            throw new SocketException("the time for it is over");
        }
        Socket socket = new Socket();
        sockets.add(socket);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("sockets are connected with a limit of their own");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        return createSocket(host.getHostAddress(), port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
        return createSocket(host, port);
    }

    /** The exchange ended by itself. */
    @Override
    public void close() {
        end.cancel(false);
    }
}
