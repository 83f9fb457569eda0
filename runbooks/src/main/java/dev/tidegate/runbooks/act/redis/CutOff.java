package dev.tidegate.runbooks.act.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Sockets of one call, closed when its time is over: limits of single reads add up without an end. Thread-safe. */
final class CutOff implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(6);

    private final List<Socket> sockets = new ArrayList<>(); // guarded by this
    private final CompletableFuture<Void> end;
    private boolean over; // guarded by this

    CutOff() {
        Executor then = CompletableFuture.delayedExecutor(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
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

    JedisSocketFactory of(JedisSocketFactory factory) {
        return () -> {
            if (isOver()) {
                throw new JedisConnectionException("the time for it is over");
            }
            Socket socket = factory.createSocket();
            add(socket);
            return socket;
        };
    }

    private synchronized void add(Socket socket) {
        sockets.add(socket);
    }

    /** Whether a connection that broke was cut here. */
    synchronized boolean isOver() {
        return over;
    }

    static String told() {
        return "no whole answer within " + LIMIT;
    }

    /** The call ended by itself. */
    @Override
    public void close() {
        end.cancel(false);
    }
}
