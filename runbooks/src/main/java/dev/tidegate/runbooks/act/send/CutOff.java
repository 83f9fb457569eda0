package dev.tidegate.runbooks.act.send;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
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

/** Sockets of one exchange, closed when its time is over or too much was said: limits of single reads add up without an end. Thread-safe. */
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
        Socket socket =
                new Socket() {
                    @Override
                    public InputStream getInputStream() throws IOException {
                        return new Bounded(super.getInputStream());
                    }
                };
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

    /** No server says as much as this; a line without an end would be read into memory. Read by one thread. */
    private static final class Bounded extends FilterInputStream {
        private int left = 1 << 20; // bytes

        Bounded(InputStream said) {
            super(said);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(1);
            return read;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = super.read(into, from, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int bytes) throws IOException {
            left -= bytes;
            if (left < 0) {
                throw new IOException("the server says more than anybody reads");
            }
        }
    }

    /** The exchange ended by itself. */
    @Override
    public void close() {
        end.cancel(false);
    }
}
