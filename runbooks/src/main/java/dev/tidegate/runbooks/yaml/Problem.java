package dev.tidegate.runbooks.yaml;

/** One thing that keeps a book from being used. */
public record Problem(SourcePosition place, String key, String found, String expected) {
    @Override
    public String toString() {
        return place + " " + key + ": found " + found + ", expected " + expected;
    }
}
