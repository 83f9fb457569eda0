package dev.tidegate.runbooks.yaml;

import com.fasterxml.jackson.core.JsonLocation;

/** Position in a file; line and column are counted from 1. */
public record SourcePosition(int line, int column) {

    static SourcePosition of(JsonLocation location) {
        return new SourcePosition(
                Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
