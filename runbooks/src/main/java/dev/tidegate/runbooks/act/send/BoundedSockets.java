package dev.tidegate.runbooks.act.send;

import dev.tidegate.runbooks.act.wire.BoundedStream;
import dev.tidegate.runbooks.act.wire.ExchangeDeadline;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Sockets of one SMTP exchange, with a deadline and a limit on bytes read: an endless line would be
 * read into memory. Thread-safe.
 */
final class BoundedSockets extends SocketFactory {
    private static final int MAX_BYTES = 1 << 20; // bytes; no server says as much

    private final ExchangeDeadline deadline;

    BoundedSockets(ExchangeDeadline deadline) {
        this.deadline = deadline;
    }

    @Override
    public Socket createSocket() throws IOException {
        return deadline.register(
                new Socket() {
                    @Override
                    public InputStream getInputStream() throws IOException {
                        return new BoundedStream(super.getInputStream(), MAX_BYTES);
                    }
                });
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
}
