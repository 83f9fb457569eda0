package dev.tidegate.autoscaler.config.read;

import java.util.Optional;

/**
 * One error in a configuration.
 *
 * @param line of the key, or of what it belongs to, counted from 1
 * @param key path, as in {@code workloads[0].bounds.max}
 * @param found the invalid value; never a secret
 * @param expected what would be accepted
 */
public record Problem(Optional<Integer> line, String key, String found, String expected) {

    public Problem(String key, String found, String expected) {
        this(Optional.empty(), key, found, expected);
    }

    Problem atLine(Optional<Integer> number) {
        return new Problem(number, key, found, expected);
    }

    /** Whether it concerns the value of this key, or something inside. */
    boolean isAt(String outer) {
        return key.equals(outer) || key.startsWith(outer + ".") || key.startsWith(outer + "[");
    }

    @Override
    public String toString() {
        String where = line.map(number -> "line " + number + ": ").orElse("");
        return where + key + ": found " + found + ", expected " + expected;
    }
}
