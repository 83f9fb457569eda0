package dev.tidegate.autoscaler.serve.hook;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Function;

/** Takes what is posted to one path, and authenticates it by itself. Called by several threads. */
public interface Hook {

    /**
     * Who posts.
     *
     * @param header the value of a header, if it was sent
     */
    record Sender(Function<String, Optional<String>> header, InetAddress source) {}

    /** In HTTP's terms. */
    record Answer(int status, String text) {}

    /** @param body as it came; whoever has a server bounds its length */
    Answer receive(Sender sender, byte[] body);
}
