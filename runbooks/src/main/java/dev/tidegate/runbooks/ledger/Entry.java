package dev.tidegate.runbooks.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;

/**
 * A draft with its sequence, numbered from 1 without gaps, and chained to the previous entry by
 * hash.
 *
 * @param hash SHA-256, in hex, over the canonical JSON of everything but the hash itself
 */
public record Entry(long sequence, Draft content, String previousHash, String hash) {
    /** The previous hash of the first entry. */
    public static final String NO_PREVIOUS = "0".repeat(64);

    static Entry first(Draft draft) {
        return at(1, draft.withoutSecrets(), NO_PREVIOUS);
    }

    Entry next(Draft draft) {
        return successor(sequence, hash, draft);
    }

    static Entry successor(long sequence, String hash, Draft draft) {
        return at(sequence + 1, draft.withoutSecrets(), hash);
    }

    private static Entry at(long sequence, Draft draft, String previous) {
        return new Entry(sequence, draft, previous, hashOf(sequence, draft, previous));
    }

    /** Whether the hash matches the content. */
    boolean isGenuine() {
        return hash.equals(hashOf(sequence, content, previousHash));
    }

    /** Whether the hash matches the content with its body in exactly these words. */
    boolean isGenuine(String body) {
        ObjectNode json = withoutHash(sequence, content, previousHash);
        json.putRawValue("body", new RawValue(body));
        return hash.equals(hashOf(json));
    }

    /** Whether it contains what would be withheld if it were written now. */
    public boolean holdsSecret() {
        ObjectNode whole = toJson();
        return !Redaction.withhold(whole).equals(whole);
    }

    /**
     * The entry as one JSON object, as {@code ledger export} prints it; without {@code hash} it is
     * what is hashed.
     */
    public ObjectNode toJson() {
        return withoutHash(sequence, content, previousHash).put("hash", hash);
    }

    /**
     * Parses what {@link #toJson} wrote, without checking the hash.
     *
     * @throws IllegalArgumentException when it is no entry
     */
    public static Entry fromJson(JsonNode json) {
        try {
            Draft draft =
                    new Draft(
                            Instant.parse(json.path("at").asText()),
                            json.path("kind").asText(),
                            json.path("subject").asText(),
                            json.path("actor").asText(),
                            json.path("body"));
            return new Entry(
                    json.path("sequence").asLong(),
                    draft,
                    json.path("previous").asText(),
                    json.path("hash").asText());
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("no entry of a ledger: " + e.getMessage(), e);
        }
    }

    private static ObjectNode withoutHash(long sequence, Draft draft, String previous) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("actor", draft.actor());
        json.put("at", draft.at().toString());
        json.set("body", draft.body());
        json.put("kind", draft.kind());
        json.put("previous", previous);
        json.put("sequence", sequence);
        json.put("subject", draft.subject());
        return json;
    }

    static String hashOf(long sequence, Draft draft, String previous) {
        return hashOf(withoutHash(sequence, draft, previous));
    }

    private static String hashOf(ObjectNode json) {
        byte[] text = CanonicalJson.text(json).getBytes(StandardCharsets.UTF_8);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
