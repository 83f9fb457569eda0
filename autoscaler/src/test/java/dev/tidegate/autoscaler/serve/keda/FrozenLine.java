package dev.tidegate.autoscaler.serve.keda;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A line to a port of this machine that can be made to pass nothing on, while both of its ends stay open. */
final class FrozenLine implements AutoCloseable {
    private final ServerSocket listening;
    private final int behind;
    private final List<Socket> ends = new CopyOnWriteArrayList<>();
    private volatile boolean frozen;

    FrozenLine(int behind) throws IOException {
        this.behind = behind;
        this.listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        inBackground(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    void freeze() {
        frozen = true;
    }

    private void accept() throws IOException {
        while (true) {
            Socket near = listening.accept();
            Socket far = new Socket(InetAddress.getLoopbackAddress(), behind);
            ends.addAll(List.of(near, far));
            inBackground(() -> pass(near, far));
            inBackground(() -> pass(far, near));
        }
    }

    private void pass(Socket from, Socket to) throws IOException {
        InputStream in = from.getInputStream();
        byte[] some = new byte[8_192];
        for (int read = in.read(some); read >= 0; read = in.read(some)) {
            if (!frozen) {
                to.getOutputStream().write(some, 0, read);
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void inBackground(Work work) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (IOException e) {
                                return; // closed
                            }
                        },
                        "frozen line");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket end : ends) {
            end.close();
        }
    }
}
