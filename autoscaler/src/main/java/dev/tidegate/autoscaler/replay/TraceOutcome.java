package dev.tidegate.autoscaler.replay;

/** A trace, or its first invalid line. */
public sealed interface TraceOutcome {
    record Valid(Trace trace) implements TraceOutcome {}

    /**
     * @param line number of the line in the file, the header being 1
     * @param problem what was found there, and what was expected
     */
    record Invalid(int line, String problem) implements TraceOutcome {
        @Override
        public String toString() {
            return "line " + line + ": " + problem;
        }
    }
}
