package dev.tidegate.autoscaler.serve.hook;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Function;

/** Takes what is posted to one path, and authenticates it by itself. Called by several threads. */
public interface Webhook {

    /**
     * Who posts.
     *
     * @param header the value of a header, if it was sent
     */
    record Sender(Function<String, Optional<String>> header, InetAddress source) {}

    /** In HTTP's terms. */
    record Answer(int status, String text) {}

    /** How it refuses who posts without reading what; empty where that takes the body, or the sender is known. */
    default Optional<Answer> refusal(Sender sender) {
        return Optional.empty();
    }

    /** Bytes of a body that are read at the most. */
    int longest();

    /** @param body as it came */
    Answer receive(Sender sender, byte[] body);
}
