package dev.tidegate.stacks.render;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The runtime API of a running gateway, as a person would type at it. */
record GatewayRuntime(Path socket) {
    /** One command, and all of its answer. */
    String say(String command) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer answer = ByteBuffer.allocate(1 << 20);
            while (channel.read(answer) >= 0) {
                // to the end
            }
            return new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new AssertionError(command, e);
        }
    }

    /** A column of HAProxy's statistics, of a server or of its backend. */
    String counted(String of, int column) {
        return say("show stat")
                .lines()
                .filter(line -> line.startsWith(of + ","))
                .map(line -> line.split(",", -1)[column])
                .findFirst()
                .orElse("");
    }
}
