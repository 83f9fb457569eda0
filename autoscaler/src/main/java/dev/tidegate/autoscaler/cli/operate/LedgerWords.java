package dev.tidegate.autoscaler.cli.operate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.autoscaler.daemon.Daemon;
import dev.tidegate.autoscaler.loop.record.AlertRecord;
import dev.tidegate.autoscaler.loop.record.ChangeRecord;
import dev.tidegate.autoscaler.loop.record.CycleRecord;
import dev.tidegate.autoscaler.loop.record.OverrideRecord;
import dev.tidegate.autoscaler.loop.record.TierBook;
import dev.tidegate.autoscaler.loop.record.TierRecord;
import dev.tidegate.autoscaler.report.ReadableNumbers;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.cli.show.EntryDescriptions;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.tier.Evidence;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Describes the entries of the daemon for {@code tidegate ledger show}. */
public final class LedgerWords implements EntryDescriptions {
    private final Map<String, Function<Draft, String>> words = new LinkedHashMap<>();

    public LedgerWords() {
        words.put(CycleRecord.CYCLE, entry -> cycle(entry.body()));
        ChangeRecord.KINDS.forEach(kind -> words.put(kind, ChangeRecord::describe));
        words.put(ChangeRecord.INTENDED, entry -> intended(ChangeRecord.change(entry)));
        words.put(OverrideRecord.OVERRIDE, LedgerWords::override);
        words.put(
                OverrideRecord.CLEARED,
                entry -> "all overrides end: " + entry.body().path("why").asText());
        words.put(AlertRecord.ALERT, entry -> alert(AlertRecord.of(entry)));
        words.put(CycleRecord.TIER, LedgerWords::tier);
        words.put(CycleRecord.STARTED, entry -> "planner started" + learned(", ", entry.body()));
        words.put(
                CycleRecord.HISTORY, entry -> history(entry.body()) + learned(", ", entry.body()));
        words.put(
                CycleRecord.RECALLED,
                entry -> "planner goes on from what was removed and spent before it");
        words.put(CycleRecord.LEARNED, entry -> learned("", entry.body()));
        words.put(Daemon.STARTED, entry -> workloads(entry.body()));
        words.put(Daemon.STOPPED, entry -> workloads(entry.body()));
    }

    @Override
    public Optional<String> of(Draft entry) {
        try {
            return Optional.ofNullable(words.get(entry.kind()))
                    .map(describe -> describe.apply(entry));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty(); // written by a newer program
        }
    }

    @Override
    public Set<String> kinds() {
        return words.keySet();
    }

    /** The plan comes first, so that the column can be scanned. */
    private static String cycle(JsonNode body) {
        int from = body.path("plan").path("from").asInt();
        int to = body.path("plan").path("to").asInt();
        List<String> parts = new ArrayList<>();
        parts.add(from == to ? "hold " + to : "floor " + from + " -> " + to);
        parts.add(String.join(", ", texts(body.path("plan").path("reasons"))));
        JsonNode demand = body.path("demand");
        parts.add(
                demand.has("missing")
                        ? "demand missing, " + demand.path("missing").asText()
                        : "demand "
                                + ReadableNumbers.plain(demand.path("rate").asDouble(), 4)
                                + "/s");
        JsonNode fleet = body.path("fleet");
        parts.add(
                fleet.has("unseen")
                        ? "fleet not seen, " + fleet.path("unseen").asText()
                        : "ready %d, starting %d"
                                .formatted(
                                        fleet.path("ready").asInt(),
                                        fleet.path("starting").asInt()));
        if (body.path("tier").asInt() > 0) {
            parts.add("tier " + body.path("tier").asInt());
        }
        if (body.has("set_ahead")) {
            parts.add(
                    "the clock was set forward by "
                            + Duration.parse(body.path("set_ahead").asText()).toSeconds()
                            + " s");
        }
        parts.add(body.path("mode").asText());
        return String.join("; ", parts);
    }

    /** The outcome has its own entry. */
    private static String intended(Change change) {
        return ChangeRecord.describe(change) + " of " + change.target();
    }

    private static String override(Draft entry) {
        OverrideRecord.AuthoredOverride override = OverrideRecord.update(List.of(), entry).get(0);
        return override.override().describe() + ": " + override.why();
    }

    private static String alert(AlertRecord alert) {
        String share =
                alert.busy().isPresent() ? ", busy " + percent(alert.busy().getAsDouble()) : "";
        return alert.name() + (alert.firing() ? " fires" + share : " is over");
    }

    private static String tier(Draft entry) {
        JsonNode body = entry.body();
        Evidence evidence = TierRecord.evidence(entry);
        var text = new StringBuilder(TierRecord.isStep(entry) ? step(body) : calm(body));
        evidence.busyShare().ifPresent(share -> text.append(", busy ").append(percent(share)));
        evidence.shortfall().ifPresent(share -> text.append(", shortfall ").append(percent(share)));
        List<String> names = texts(body.path("books"));
        List<TierBook> books = TierRecord.books(entry);
        return names.isEmpty()
                ? text.toString()
                : text
                        + "; books "
                        + (books.isEmpty() ? String.join(", ", names) : TierBook.describe(books));
    }

    private static String step(JsonNode body) {
        return "tier %d -> %d".formatted(body.path("from").asInt(), body.path("to").asInt());
    }

    private static String calm(JsonNode body) {
        return "tier %d is %s"
                .formatted(
                        body.path("to").asInt(),
                        body.has("calm_since")
                                ? "calm since " + body.path("calm_since").asText()
                                : "no longer calm");
    }

    private static String history(JsonNode body) {
        int known = 0;
        for (JsonNode rate : body.path("rates")) {
            known += rate.isNull() ? 0 : 1;
        }
        return "planner started with %d slots of history from %s, %d known"
                .formatted(body.path("rates").size(), body.path("start").asText(), known);
    }

    private static String learned(String before, JsonNode body) {
        JsonNode known = body.path("learned");
        return known.isMissingNode()
                ? ""
                : before + "%d launches measured".formatted(known.path("launches").size());
    }

    private static String workloads(JsonNode modes) {
        List<String> all = new ArrayList<>();
        modes.properties()
                .forEach(
                        each ->
                                all.add(
                                        each.getKey()
                                                + " "
                                                + each.getValue()
                                                        .asText()
                                                        .toLowerCase(Locale.ROOT)));
        return String.join(", ", all);
    }

    private static String percent(double share) {
        return "%.1f %%".formatted(100 * share);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
