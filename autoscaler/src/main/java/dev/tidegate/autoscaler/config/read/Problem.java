package dev.tidegate.autoscaler.config.read;

import java.util.Optional;

/**
 * One mistake in a configuration.
 *
 * @param line where it stands in the file, or what it belongs to does, counted from 1
 * @param key where, as in {@code workloads[0].bounds.max}
 * @param found what stands there; never a secret
 * @param expected what would be accepted
 */
public record Problem(Optional<Integer> line, String key, String found, String expected) {

    public Problem(String key, String found, String expected) {
        this(Optional.empty(), key, found, expected);
    }

    Problem at(Optional<Integer> place) {
        return new Problem(place, key, found, expected);
    }

    @Override
    public String toString() {
        String where = line.map(number -> "line " + number + ": ").orElse("");
        return where + key + ": found " + found + ", expected " + expected;
    }
}
