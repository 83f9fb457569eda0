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

/** Sockets of one exchange, closed when its time is over: limits of single reads add up without an end. Thread-safe. */
public final class ExchangeDeadline implements AutoCloseable {
    private final List<Socket> sockets = new ArrayList<>(); // guarded by this
    private final CompletableFuture<Void> end;
    private boolean over; // guarded by this

    /** @param limit from now */
    public ExchangeDeadline(Duration limit) {
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

    /**
     * The socket, which is closed in time.
     *
     * @throws SocketException when it is too late for another one
     */
    public synchronized Socket within(Socket socket) throws IOException {
        if (over) {
            socket.close();
            throw new SocketException("the time for it is over");
        }
        sockets.add(socket);
        return socket;
    }

    /** Whether a connection that broke was cut here. */
    public synchronized boolean isOver() {
        return over;
    }

    /** The exchange ended by itself. */
    @Override
    public void close() {
        end.cancel(false);
    }
}
