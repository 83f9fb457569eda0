package dev.tidegate.autoscaler.replay;

/** A trace, or the first line that is not as it should be. */
public sealed interface TraceOutcome {
    record Whole(Trace trace) implements TraceOutcome {}

    /**
     * @param line line in the file, the header being 1
     * @param problem what was found there, and what was expected
     */
    record Broken(int line, String problem) implements TraceOutcome {
        @Override
        public String toString() {
            return "line " + line + ": " + problem;
        }
    }
}
