package dev.tidegate.autoscaler.serve.hook;

import dev.tidegate.autoscaler.config.endpoint.Secret;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.NoSuchElementException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A token that a caller must know. Read anew each time, so that a rotated one is taken up; one that cannot be read lets nobody in. */
final class BearerToken {
    private static final Logger LOG = LoggerFactory.getLogger(BearerToken.class);
    private static final String SCHEME = "Bearer ";

    private final Secret token;
    private final Map<String, String> environment;

    BearerToken(Secret token, Map<String, String> environment) {
        this.token = token;
        this.environment = Map.copyOf(environment);
    }

    boolean knows(Webhook.Sender sender) {
        String said = sender.header().apply("Authorization").orElse("");
        try {
            String expected = token.reveal(environment);
            return !expected.isBlank()
                    && said.startsWith(SCHEME)
                    && isEqual(expected, said.substring(SCHEME.length()).strip());
        } catch (NoSuchElementException | UncheckedIOException e) {
            LOG.error("the token for alerts cannot be read, none is taken: {}", e.getMessage());
            return false;
        }
    }

    /** Takes as long for a nearly right token as for a wrong one. */
    private static boolean isEqual(String expected, String said) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), said.getBytes(StandardCharsets.UTF_8));
    }
}
