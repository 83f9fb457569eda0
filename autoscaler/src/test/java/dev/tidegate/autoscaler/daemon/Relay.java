package dev.tidegate.autoscaler.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A TCP proxy in front of a local server that can fall silent: connections stay open, and no data arrives. */
public final class Relay implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final int server;
    private volatile boolean silent;

    private Relay(int server) throws IOException {
        this.server = server;
    }

    public static Relay inFrontOf(int server) throws IOException {
        Relay relay = new Relay(server);
        start(relay::accept);
        return relay;
    }

    public int port() {
        return listener.getLocalPort();
    }

    public void fallSilent() {
        silent = true;
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (IOException e) {
                                return; // one side has closed
                            }
                        },
                        "relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            open.add(client);
            Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
            open.add(behind);
            start(() -> copy(client.getInputStream(), behind.getOutputStream()));
            start(() -> copy(behind.getInputStream(), client.getOutputStream()));
        }
    }

    private void copy(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[8_192];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            if (!silent) {
                to.write(buffer, 0, read);
                to.flush();
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
