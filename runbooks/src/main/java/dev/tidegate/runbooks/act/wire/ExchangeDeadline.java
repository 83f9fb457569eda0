package dev.tidegate.runbooks.act.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Deadline of one exchange: closes its sockets when it expires, since timeouts of single reads do
 * not bound their sum. Thread-safe.
 */
public final class ExchangeDeadline implements AutoCloseable {
    private final List<Socket> sockets = new ArrayList<>(); // guarded by this
    private final CompletableFuture<Void> timer;
    private boolean expired; // guarded by this

    /** @param limit from now */
    public ExchangeDeadline(Duration limit) {
        Executor executor =
                CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS);
        this.timer = CompletableFuture.runAsync(this::closeSockets, executor);
    }

    private synchronized void closeSockets() {
        expired = true;
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Registers the socket to be closed at the deadline, and returns it.
     *
     * @throws SocketException when the deadline has passed; the socket is closed
     */
    public synchronized Socket register(Socket socket) throws IOException {
        if (expired) {
            socket.close();
            throw new SocketException("the time for it is over");
        }
        sockets.add(socket);
        return socket;
    }

    /** Whether the deadline has passed, which explains a broken connection. */
    public synchronized boolean isExpired() {
        return expired;
    }

    /** Cancels the deadline: the exchange has ended. */
    @Override
    public void close() {
        timer.cancel(false);
    }
}
