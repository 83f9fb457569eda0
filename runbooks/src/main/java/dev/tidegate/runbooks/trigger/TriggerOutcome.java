package dev.tidegate.runbooks.trigger;

/** What came of a book that was called for. */
public sealed interface TriggerOutcome {

    /** In a line, for people. */
    String told();

    /** A run was opened; one that asks for approval waits for it. */
    record Opened(String book, String run) implements TriggerOutcome {
        @Override
        public String told() {
            return book + " was called for: run " + run + " is opened";
        }
    }

    /** The signal is calm again: the run is asked to take itself back. */
    record TakenBack(String book, String run) implements TriggerOutcome {
        @Override
        public String told() {
            return "what called for " + book + " is over: run " + run + " is taken back";
        }
    }

    /** It stays as it is, and why: for now, where it is {@linkplain AutomaticRuns#waiting tried again}. */
    record Refused(String book, String why) implements TriggerOutcome {
        @Override
        public String told() {
            return book + " was called for and is not opened: " + why;
        }
    }
}
