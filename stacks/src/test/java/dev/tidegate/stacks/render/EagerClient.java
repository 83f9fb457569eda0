package dev.tidegate.stacks.render;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/**
 * A client that reads the response to a request of which the gateway does not take all. Java's own gives up when it cannot write, as if there were
 * none.
 */
final class EagerClient {
    private EagerClient() {}

    /** Status line, headers and body; as much of them as came. */
    static String post(int port, String key, String body) throws IOException {
        StringBuilder response = new StringBuilder();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            send(socket, head(key, body.length()) + body);
            InputStream answer = socket.getInputStream();
            for (int some = answer.read(); some >= 0; some = answer.read()) {
                response.append((char) some);
            }
        } catch (SocketException e) {
            // closed by the gateway: what it has said is here
        }
        return response.toString();
    }

    private static void send(Socket socket, String request) throws IOException {
        try {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        } catch (SocketException e) {
            // it has answered before
        }
    }

    private static String head(String key, int length) {
        return "POST /v1/chat HTTP/1.1\r\nHost: any\r\nConnection: close\r\nAuthorization: "
                + key
                + "\r\nContent-Length: "
                + length
                + "\r\n\r\n";
    }
}
