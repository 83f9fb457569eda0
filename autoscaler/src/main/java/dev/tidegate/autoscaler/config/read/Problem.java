package dev.tidegate.autoscaler.config.read;

/**
 * One mistake in a configuration.
 *
 * @param key where, as in {@code workloads[0].bounds.max}
 * @param found what stands there; never a secret
 * @param expected what would be accepted
 */
public record Problem(String key, String found, String expected) {

    @Override
    public String toString() {
        return key + ": found " + found + ", expected " + expected;
    }
}
