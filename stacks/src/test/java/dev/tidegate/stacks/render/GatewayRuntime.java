package dev.tidegate.stacks.render;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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

    /** Gives a place of the fleet to what listens at this port, as the gateway's own list of members does. */
    void join(String fleet, String place, int at) {
        for (String server : places(fleet, place)) {
            say("set server " + server + " addr 127.0.0.1 port " + at);
            say("set server " + server + " state ready; set server " + server + " health down");
        }
    }

    /** Takes it for well: three checks of a newcomer take eight seconds. */
    void well(String fleet, String place) {
        places(fleet, place).forEach(server -> say("set server " + server + " health up"));
    }

    private static List<String> places(String fleet, String place) {
        return List.of(fleet + "_gpu/" + place, fleet + "_p0/" + place);
    }

    /** Of the worker that answers here; nothing if none does. */
    Optional<Long> pid() {
        return say("show info")
                .lines()
                .filter(line -> line.startsWith("Pid: "))
                .map(line -> Long.valueOf(line.substring(5)))
                .findFirst();
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
