package dev.tidegate.runbooks.act.send;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;

/** The secrets that went into one message, kept out of what is told of it: receivers say back what they were sent. Not thread-safe. */
final class MessageSecrets {
    private static final String WITHHELD = "(withheld)";
    private static final int TELLING = 8; // a part shorter than this gives nothing away

    private final Secrets secrets;
    private final List<String> messageSecrets = new ArrayList<>();

    MessageSecrets(Secrets secrets) {
        this.secrets = secrets;
    }

    /**
     * The secret of this name, without the end of line that files end with.
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
        messageSecrets.add(secret);
        return secret;
    }

    /**
     * A secret that is an address.
     *
     * @throws IllegalArgumentException when it is none, or is not there
     */
    URI address(String name) {
        try {
            URI address = new URI(secret(name));
            if (address.getRawPath() != null && address.getRawPath().length() >= TELLING) {
                messageSecrets.add(
                        address.getRawPath()); // all that a server says of "no such page"
            }
            return address;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "secret " + name + " is no address: " + e.getReason() + " at " + e.getIndex(),
                    e);
        }
    }

    String withheld(String told) {
        String text = told;
        for (String secret : messageSecrets) {
            text = text.replace(secret, WITHHELD);
        }
        return text;
    }
}
