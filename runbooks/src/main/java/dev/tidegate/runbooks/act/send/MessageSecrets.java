package dev.tidegate.runbooks.act.send;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;

/**
 * The secrets used in one message, to redact them from what is reported: receivers echo what they
 * were sent. Not thread-safe.
 */
final class MessageSecrets {
    private static final String WITHHELD = "(withheld)";
    private static final int MIN_REDACTED_LENGTH = 8; // a shorter path reveals nothing

    private final Secrets secrets;
    private final List<String> used = new ArrayList<>();

    MessageSecrets(Secrets secrets) {
        this.secrets = secrets;
    }

    /**
     * The secret of this name, without a trailing line end.
     *
     * @throws IllegalArgumentException when there is none
     */
    String secret(String name) {
        String secret =
                secrets.find(name)
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "there is no secret named " + name));
        used.add(secret);
        return secret;
    }

    /**
     * A secret that is a URL.
     *
     * @throws IllegalArgumentException when it is missing or no URL
     */
    URI address(String name) {
        try {
            URI address = new URI(secret(name));
            if (address.getRawPath() != null
                    && address.getRawPath().length() >= MIN_REDACTED_LENGTH) {
                used.add(address.getRawPath()); // all that a server echoes in a 404
            }
            return address;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "secret " + name + " is no address: " + e.getReason() + " at " + e.getIndex(),
                    e);
        }
    }

    String redact(String original) {
        String text = original;
        for (String secret : used) {
            text = text.replace(secret, WITHHELD);
        }
        return text;
    }
}
