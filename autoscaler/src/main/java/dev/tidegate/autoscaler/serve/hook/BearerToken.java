package dev.tidegate.autoscaler.serve.hook;

import dev.tidegate.autoscaler.config.endpoint.Secret;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.NoSuchElementException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A token that a caller must present. Read again at each use, so that a rotated one takes effect; if it cannot be read, nobody is
 * let in.
 */
final class BearerToken {
    private static final Logger LOG = LoggerFactory.getLogger(BearerToken.class);
    private static final String SCHEME = "Bearer ";

    private final Secret token;
    private final Map<String, String> environment;

    BearerToken(Secret token, Map<String, String> environment) {
        this.token = token;
        this.environment = Map.copyOf(environment);
    }

    boolean isPresentedBy(Webhook.Sender sender) {
        String presented = sender.header().apply("Authorization").orElse("");
        try {
            String expected = token.reveal(environment);
            return !expected.isBlank()
                    && presented.startsWith(SCHEME)
                    && isEqual(expected, presented.substring(SCHEME.length()).strip());
        } catch (NoSuchElementException | UncheckedIOException e) {
            LOG.error("the token for alerts cannot be read, none is taken: {}", e.getMessage());
            return false;
        }
    }

    /** Compares in constant time. */
    private static boolean isEqual(String expected, String presented) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8),
                presented.getBytes(StandardCharsets.UTF_8));
    }
}
