package dev.tidegate.runbooks.yaml;

/** One error in a YAML file, with its position. */
public record Problem(SourcePosition position, String key, String found, String expected) {
    @Override
    public String toString() {
        return position + " " + key + ": found " + found + ", expected " + expected;
    }
}
