package dev.tidegate.runbooks.rig.server;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * First exchange of PostgreSQL's protocol, which a server that is still starting up answers with an
 * error.
 */
final class PostgresGreeting {
    private static final int PROTOCOL_3_0 = 196_608;
    private static final int LIMIT_MILLIS = 2_000;

    private PostgresGreeting() {}

    static boolean answers(int port, String user) {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LIMIT_MILLIS);
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.getOutputStream().write(startup(user));
            return socket.getInputStream().read()
                    == 'R'; // authentication, against 'E' for an error
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] startup(String user) throws IOException {
        byte[] parameters =
                ("user\0" + user + "\0database\0" + user + "\0\0")
                        .getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(2 * Integer.BYTES + parameters.length);
            out.writeInt(PROTOCOL_3_0);
            out.write(parameters);
        }
        return bytes.toByteArray();
    }
}
