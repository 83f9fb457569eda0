package dev.tidegate.stacks.render;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** What socat is on an instance: a command to the running gateway's socket, with the lines that come with it, and the answer. */
final class SocketRelay implements AutoCloseable {
    private final RunningGateway gateway;
    private final ServerSocket runtime;

    SocketRelay(RunningGateway gateway) throws IOException {
        this.gateway = gateway;
        runtime = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        new Thread(this::relay, "relay").start();
    }

    /** The lines of its stand-in. */
    String[] socat() {
        return new String[] {
            "exec 3<>/dev/tcp/127.0.0.1/" + runtime.getLocalPort(), "cat >&3", "cat <&3"
        };
    }

    @Override
    public void close() throws IOException {
        runtime.close();
    }

    private void relay() {
        while (!runtime.isClosed()) {
            try (Socket asked = runtime.accept();
                    BufferedReader lines =
                            new BufferedReader(
                                    new InputStreamReader(
                                            asked.getInputStream(), StandardCharsets.US_ASCII))) {
                asked.getOutputStream()
                        .write(gateway.say(command(lines)).getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // the script that asked fails, and says so
            }
        }
    }

    private static String command(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        if (line == null || !line.endsWith("<<")) {
            return String.valueOf(line);
        }
        StringBuilder command = new StringBuilder(line).append('\n');
        for (line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
            command.append(line).append('\n');
        }
        return command.toString();
    }
}
