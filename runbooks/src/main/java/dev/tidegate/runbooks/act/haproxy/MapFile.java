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

/** A map as it lies on disk, from where a reload takes it. Comments, order and unknown lines stay as they are. */
final class MapFile {
    private final Path file;

    MapFile(Path file) {
        this.file = file;
    }

    /** Whether it says the same of these keys; an empty value stands for a key that is not there. */
    boolean holds(Map<String, Optional<String>> wanted) throws IOException {
        Map<String, String> entries = entries();
        return wanted.entrySet().stream()
                .allMatch(e -> e.getValue().equals(Optional.ofNullable(entries.get(e.getKey()))));
    }

    /** Of two lines with the same key the first is the one that counts. */
    Map<String, String> entries() throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        lines().forEach(line -> key(line).ifPresent(key -> entries.putIfAbsent(key, value(line))));
        return entries;
    }

    /** Sets and removes keys: readers see the file as it was or as it shall be, nothing between. */
    void write(Map<String, Optional<String>> wanted) throws IOException {
        var left = new LinkedHashMap<>(wanted);
        List<String> after = new ArrayList<>();
        for (String line : lines()) {
            Optional<String> key = key(line).filter(wanted::containsKey);
            if (key.isEmpty()) {
                after.add(line);
            } else if (left.containsKey(
                    key.get())) { // a second line for the key is one that HAProxy never reaches
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
