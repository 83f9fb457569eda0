package dev.tidegate.stacks.settings.load;

/** One thing wrong in a configuration: where, what stands there, and what would put it right. */
public record Problem(String key, String found, String remedy) {
    @Override
    public String toString() {
        return key + ": found " + found + "; " + remedy;
    }
}
