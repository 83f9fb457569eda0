package dev.tidegate.runbooks.act.haproxy;

import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.Unreadable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Client of one HAProxy's runtime API, with one connection per command. Non-blocking, since the
 * JDK's blocking unix sockets have no timeouts.
 */
final class RuntimeApi {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final String END = "\n"; // an empty line
    private static final int MAX_BYTES = 32 << 20; // bytes; a map of half a million entries
    private static final Pattern WORD =
            Pattern.compile("[^\\s#;\\\\\\p{Cntrl}][^\\s;\\\\\\p{Cntrl}]*");

    private final SocketAddress address;

    private RuntimeApi(SocketAddress address) {
        this.address = address;
    }

    /** Client for the path of a unix socket, or {@code host:port}. */
    static RuntimeApi at(String runtime) {
        if (runtime.startsWith("/")) {
            return new RuntimeApi(UnixDomainSocketAddress.of(Path.of(runtime)));
        }
        int colon = runtime.lastIndexOf(':');
        if (colon < 1) {
            throw invalidAddress(runtime);
        }
        try {
            int port = Integer.parseInt(runtime.substring(colon + 1));
            return new RuntimeApi(new InetSocketAddress(runtime.substring(0, colon), port));
        } catch (IllegalArgumentException e) {
            IllegalArgumentException wrong = invalidAddress(runtime);
            wrong.initCause(e);
            throw wrong;
        }
    }

    private static IllegalArgumentException invalidAddress(String runtime) {
        return new IllegalArgumentException(
                "runtime must be /path or host:port, was \"" + runtime + '"');
    }

    /** Whether the text is one word of a command and cannot end the command. */
    static boolean isWord(String text) {
        return WORD.matcher(text).matches();
    }

    /**
     * Why the target cannot be used: a coordinate that is more than one word could inject a
     * command.
     */
    static Optional<Unreadable> objection(Target target, String... coordinates) {
        try {
            at(target.coordinate("runtime"));
        } catch (IllegalArgumentException e) {
            return Optional.of(new Unreadable(Failure.INVALID, String.valueOf(e.getMessage())));
        }
        return Stream.of(coordinates)
                .filter(name -> !isWord(target.coordinate(name)))
                .map(name -> name + " must be one word, was \"" + target.coordinate(name) + '"')
                .map(why -> new Unreadable(Failure.INVALID, why))
                .findFirst();
    }

    /**
     * Executes one command and returns the answer without the empty line that ends it.
     *
     * @throws ConnectException when nothing was sent
     * @throws SocketTimeoutException when the answer did not come in time
     * @throws IOException when the connection was cut before the empty line, or the answer has no
     *     end
     */
    String execute(String command) throws IOException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        try (SocketChannel channel = connect();
                Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_WRITE);
            ByteBuffer out = ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8));
            while (out.hasRemaining()) {
                await(selector, deadline);
                channel.write(out);
            }
            key.interestOps(SelectionKey.OP_READ);
            return readToEnd(channel, selector, deadline);
        }
    }

    private static String readToEnd(SocketChannel channel, Selector selector, long deadline)
            throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(16_384);
        while (true) {
            await(selector, deadline);
            if (channel.read(buffer.clear()) < 0) {
                return requireComplete(answer.toString(StandardCharsets.UTF_8));
            }
            answer.write(buffer.array(), 0, buffer.position());
            if (answer.size() > MAX_BYTES) {
                throw new IOException("the answer is longer than " + MAX_BYTES + " bytes");
            }
        }
    }

    /**
     * A process that dies in the middle of its answer closes the connection just as after a
     * complete one; only the final empty line distinguishes them.
     */
    private static String requireComplete(String answer) throws IOException {
        if (answer.equals(END) || answer.endsWith("\n" + END)) {
            return answer.strip();
        }
        throw new IOException("the answer broke off after " + answer.length() + " characters");
    }

    private static void await(Selector selector, long deadline) throws IOException {
        long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        if (left <= 0 || selector.select(left) == 0) {
            throw new SocketTimeoutException("no answer from the runtime API within " + LIMIT);
        }
        selector.selectedKeys().clear();
    }

    private SocketChannel connect() throws ConnectException {
        try {
            return address instanceof InetSocketAddress remote ? connect(remote) : connectLocally();
        } catch (IOException | UnresolvedAddressException e) {
            ConnectException refused =
                    new ConnectException("no runtime API at " + address + ": " + e.getMessage());
            refused.initCause(e);
            throw refused;
        }
    }

    /**
     * Connects without blocking: a process that no longer accepts connections would block the
     * caller for ever.
     */
    private SocketChannel connectLocally() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false);
            if (!channel.connect(address)) {
                throw new IOException("it takes no connection now");
            }
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static SocketChannel connect(InetSocketAddress remote) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.socket().connect(remote, (int) LIMIT.toMillis());
            return channel;
        } catch (IOException | UnresolvedAddressException e) {
            channel.close(); // the JDK does so only for a host that it knows
            throw e;
        }
    }
}
