package dev.tidegate.stacks.settings.load;

/** One problem of a configuration: the key, the value found, and the remedy. */
public record Problem(String key, String found, String remedy) {
    @Override
    public String toString() {
        return key + ": found " + found + "; " + remedy;
    }
}
