package dev.tidegate.runbooks.rig.server;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * A server on loopback that answers every connection with the bytes the test gives, to simulate
 * faults. Thread-safe.
 */
public final class RawServer implements AutoCloseable {
    private static final Pattern LENGTH =
            Pattern.compile("content-length: *(\\d+)", Pattern.CASE_INSENSITIVE);
    private static final Duration BETWEEN_DROPS = Duration.ofMillis(100);

    /** Serves one connection, which ends when this returns. */
    @FunctionalInterface
    public interface Script {
        void serve(InputStream in, OutputStream out) throws IOException;
    }

    private final ServerSocket listening;
    private final Script script;
    private final boolean resetting;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private RawServer(ServerSocket listening, Script script, boolean resetting) {
        this.listening = listening;
        this.script = script;
        this.resetting = resetting;
    }

    public static RawServer serving(Script script) {
        return started(RawServer::listening, script, false);
    }

    /** Ends its connections with a reset. */
    public static RawServer resetting(Script script) {
        return started(RawServer::listening, script, true);
    }

    /** Speaks TLS with an untrusted certificate. */
    public static RawServer untrusted(Script script) {
        return started(() -> SelfSignedTls.listening(ownCertificate()), script, false);
    }

    /** Runs the test against a server whose certificate is trusted, but another host's. */
    public static void withAnotherHostsCertificate(Script script, Consumer<RawServer> test)
            throws IOException, GeneralSecurityException {
        KeyStore own = SelfSignedTls.ownCertificate();
        SSLContext before = SSLContext.getDefault();
        SelfSignedTls.trust(own);
        try (RawServer server = started(() -> SelfSignedTls.listening(own), script, false)) {
            test.accept(server);
        } finally {
            SSLContext.setDefault(before);
        }
    }

    private static KeyStore ownCertificate() throws IOException {
        try {
            return SelfSignedTls.ownCertificate();
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private interface Listening {
        ServerSocket on() throws IOException;
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    }

    private static RawServer started(Listening listening, Script script, boolean resetting) {
        try {
            RawServer server = new RawServer(listening.on(), script, resetting);
            inBackground(server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives every HTTP request the same answer. */
    public static RawServer answering(String answer) {
        return answeringAs(request -> answer);
    }

    /** Answers one HTTP request, given with its head and body. */
    @FunctionalInterface
    public interface Answers {
        String to(String request) throws IOException;
    }

    public static RawServer answeringAs(Answers answers) {
        return serving(
                (in, out) -> {
                    while (true) {
                        String answer = answers.to(request(in));
                        out.write(answer.getBytes(StandardCharsets.UTF_8));
                        out.flush();
                    }
                });
    }

    /** An HTTP response; each of the given headers ends with CR LF. */
    public static String answer(int status, String headers, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return "HTTP/1.1 %d Said\r\n%sContent-Length: %d\r\n\r\n%s"
                .formatted(status, headers, length, body);
    }

    /** Reads one HTTP request with its body. */
    public static String request(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            head.write(read(in));
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        Matcher length = LENGTH.matcher(text);
        int body = length.find() ? Integer.parseInt(length.group(1)) : 0;
        return text + new String(in.readNBytes(body), StandardCharsets.UTF_8);
    }

    /** Reads one line, without its line end. */
    public static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = read(in); c != '\n'; c = read(in)) {
            line.write(c);
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }

    private static int read(InputStream in) throws IOException {
        int read = in.read();
        if (read < 0) {
            throw new EOFException();
        }
        return read;
    }

    /** Writes a byte now and then, until the other side has gone. */
    public static void drip(OutputStream out) throws IOException {
        while (true) {
            out.write('x');
            out.flush();
            LockSupport.parkNanos(BETWEEN_DROPS.toNanos());
        }
    }

    /** Writes as much as the other side takes, until it has gone. */
    public static void flood(OutputStream out) throws IOException {
        byte[] much = new byte[1 << 16];
        Arrays.fill(much, (byte) 'x');
        while (true) {
            out.write(much);
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                open.add(socket);
                inBackground(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            script.serve(socket.getInputStream(), socket.getOutputStream());
            if (resetting) {
                socket.setSoLinger(true, 0);
            }
        } catch (IOException e) {
            return; // the other side has gone, as it may
        } finally {
            open.remove(socket);
        }
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "raw server");
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** As {@code host:port}. */
    public String address() {
        return "127.0.0.1:" + port();
    }

    public URI url() {
        return URI.create("http://" + address() + "/");
    }

    /** The number of open connections. */
    public int open() {
        return open.size();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
