package dev.tidegate.autoscaler.loop.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.runbooks.tier.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Why a workload is still in its tier, and when it would be left.
 *
 * @param since when the tier was entered
 * @param calmSince since when nothing keeps it; empty while something does, or nothing is known
 * @param requiredCalm how long it has to be calm until the tier is left
 * @param calmBelow the shares below which it is calm
 * @param books that are meant for it
 */
public record TierStanding(
        Instant since,
        Optional<Instant> calmSince,
        Duration requiredCalm,
        TierEvidence evidence,
        Evidence calmBelow,
        List<TierBook> books) {

    public TierStanding {
        books = List.copyOf(books);
    }

    /** The earliest instant at which the tier can be left, as seen from {@code at}: calm since then, or from then on. */
    public Instant leftAtEarliest(Instant at) {
        return calmSince.orElse(at).plus(requiredCalm);
    }

    /** Its form in the ledger and in the status. */
    public ObjectNode json(Instant at) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("since", since.toString());
        calmSince.ifPresent(calm -> json.put("calm_since", calm.toString()));
        json.put("left_at_earliest", leftAtEarliest(at).toString());
        json.put("required_calm_seconds", requiredCalm.toSeconds());
        json.set("evidence", evidence.json());
        ObjectNode below = json.putObject("calm_below");
        calmBelow.busyShare().ifPresent(share -> below.put("turned_away", share));
        calmBelow.shortfall().ifPresent(share -> below.put("out_of_reach", share));
        ArrayNode all = json.putArray("books");
        books.forEach(
                book ->
                        all.addObject()
                                .put("book", book.name())
                                .put("opened_by", book.opening().code()));
        return json;
    }

    /** Reads what {@link #json} wrote; empty for cycles of earlier versions and those outside of tiers. */
    public static Optional<TierStanding> of(JsonNode json) {
        if (!json.isObject()) {
            return Optional.empty();
        }
        JsonNode calm = json.path("calm_since");
        JsonNode below = json.path("calm_below");
        return Optional.of(
                new TierStanding(
                        Instant.parse(json.path("since").asText()),
                        calm.isTextual()
                                ? Optional.of(Instant.parse(calm.asText()))
                                : Optional.empty(),
                        Duration.ofSeconds(json.path("required_calm_seconds").asLong()),
                        TierEvidence.of(json.path("evidence")),
                        Evidence.of(
                                below.path("turned_away").asDouble(),
                                below.path("out_of_reach").asDouble()),
                        books(json.path("books"))));
    }

    private static List<TierBook> books(JsonNode json) {
        List<TierBook> books = new ArrayList<>();
        json.forEach(
                book ->
                        books.add(
                                new TierBook(
                                        book.path("book").asText(),
                                        TierBook.Opening.ofCode(book.path("opened_by").asText()))));
        return books;
    }
}
