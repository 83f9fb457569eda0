package dev.tidegate.runbooks.act.haproxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A map's file on disk, which a reload loads. Comments, order and unknown lines stay as they are.
 */
final class MapFile {
    private final Path file;

    MapFile(Path file) {
        this.file = file;
    }

    /** Whether it has these values; an empty value stands for an absent key. */
    boolean holds(Map<String, Optional<String>> desired) throws IOException {
        Map<String, String> entries = entries();
        return desired.entrySet().stream()
                .allMatch(e -> e.getValue().equals(Optional.ofNullable(entries.get(e.getKey()))));
    }

    /** The entries; of two lines with the same key the first counts. */
    Map<String, String> entries() throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        lines().forEach(line -> key(line).ifPresent(key -> entries.putIfAbsent(key, value(line))));
        return entries;
    }

    /** Sets and removes keys atomically: readers see the old or the new file, nothing between. */
    void write(Map<String, Optional<String>> desired) throws IOException {
        var left = new LinkedHashMap<>(desired);
        List<String> after = new ArrayList<>();
        for (String line : lines()) {
            Optional<String> key = key(line).filter(desired::containsKey);
            if (key.isEmpty()) {
                after.add(line);
            } else if (left.containsKey(
                    key.get())) { // HAProxy never matches a second line of a key
                Optional.ofNullable(left.remove(key.get()))
                        .flatMap(value -> value)
                        .ifPresent(value -> after.add(key.get() + " " + value));
            }
        }
        left.forEach((key, value) -> value.ifPresent(v -> after.add(key + " " + v)));
        AtomicFile.replace(file, String.join("\n", after) + (after.isEmpty() ? "" : "\n"));
    }

    private List<String> lines() throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static Optional<String> key(String line) {
        String text = line.strip();
        return text.isEmpty() || text.startsWith("#")
                ? Optional.empty()
                : Optional.of(text.split("\\s+", 2)[0]);
    }

    private static String value(String line) {
        String[] words = line.strip().split("\\s+", 2);
        return words.length < 2 ? "" : words[1];
    }
}
