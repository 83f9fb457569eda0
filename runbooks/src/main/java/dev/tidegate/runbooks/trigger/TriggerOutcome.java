package dev.tidegate.runbooks.trigger;

/** Result of a book's trigger. */
public sealed interface TriggerOutcome {

    /** One line, for people. */
    String describe();

    /** A run was opened; if it needs approval, it waits for that. */
    record Opened(String book, String run) implements TriggerOutcome {
        @Override
        public String describe() {
            return book + " was called for: run " + run + " is opened";
        }
    }

    /** The signal is calm again, and undo of the run was requested. */
    record UndoRequested(String book, String run) implements TriggerOutcome {
        @Override
        public String describe() {
            return "what called for " + book + " is over: run " + run + " is taken back";
        }
    }

    /** What called for the book is over before anybody approved it, and the run is withdrawn. */
    record Withdrawn(String book, String run) implements TriggerOutcome {
        @Override
        public String describe() {
            return "what called for " + book + " is over: run " + run + " is withdrawn";
        }
    }

    /** A person runs the book already, which is what the trigger would do: nothing is left to be done. */
    record RunByPerson(String book, String run, String person, boolean inForce)
            implements TriggerOutcome {
        @Override
        public String describe() {
            return "%s is called for and not opened a second time: run %s, which %s opened, is %s"
                    .formatted(book, run, person, inForce ? "in force" : "being carried out");
        }
    }

    /** No run was opened, and why; it may be {@linkplain AutomaticRuns#waiting retried}. */
    record Refused(String book, String why) implements TriggerOutcome {
        @Override
        public String describe() {
            return book + " was called for and is not opened: " + why;
        }
    }
}
