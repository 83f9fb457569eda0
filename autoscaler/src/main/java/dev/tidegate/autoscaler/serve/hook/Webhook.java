package dev.tidegate.autoscaler.serve.hook;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Function;

/** Receives posts to one path, and authenticates them. Thread-safe. */
public interface Webhook {

    /**
     * The sender of a request.
     *
     * @param header returns the value of a header, if it was sent
     */
    record Sender(Function<String, Optional<String>> header, InetAddress source) {}

    /** An HTTP response. */
    record Answer(int status, String text) {}

    /** Refuses a sender before its body is read; empty if the sender is known, or the body is needed to authenticate it. */
    default Optional<Answer> refusal(Sender sender) {
        return Optional.empty();
    }

    /** Maximum length of a body in bytes. */
    int maxBodyBytes();

    /** @param body unparsed */
    Answer receive(Sender sender, byte[] body);
}
