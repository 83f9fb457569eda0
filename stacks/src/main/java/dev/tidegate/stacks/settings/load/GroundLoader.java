package dev.tidegate.stacks.settings.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.stacks.settings.Ground;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a ground from the JSON that Pulumi hands over for the key {@code tidegate:ground}. */
public final class GroundLoader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private GroundLoader() {}

    public static LoadOutcome load(String json) {
        JsonNode document;
        try {
            document = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            return new LoadOutcome.Invalid(
                    List.of(
                            new Problem(
                                    "tidegate:ground",
                                    "text that is not JSON",
                                    e.getOriginalMessage())));
        }
        return load(document);
    }

    public static LoadOutcome load(JsonNode document) {
        List<Problem> problems = new ArrayList<>();
        Ground ground = GroundReader.read(new Section("", document, problems));
        // Entries that already have a problem hold placeholders, which would cause follow-up
        // problems.
        Set<String> blamed =
                problems.stream().map(problem -> entry(problem.key())).collect(Collectors.toSet());
        Coherence.check(ground).stream()
                .filter(problem -> !blamed.contains(entry(problem.key())))
                .forEach(problems::add);
        return problems.isEmpty()
                ? new LoadOutcome.Loaded(ground)
                : new LoadOutcome.Invalid(problems);
    }

    private static String entry(String key) {
        return key.contains(".") ? key.substring(0, key.indexOf('.')) : key;
    }
}
