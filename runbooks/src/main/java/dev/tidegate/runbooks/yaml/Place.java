package dev.tidegate.runbooks.yaml;

/** Where something stands in a file, both counted from 1. */
public record Place(int line, int column) {
    @Override
    public String toString() {
        return line + ":" + column;
    }
}
