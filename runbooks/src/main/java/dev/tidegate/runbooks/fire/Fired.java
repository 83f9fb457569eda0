package dev.tidegate.runbooks.fire;

/** What came of a book that was called for. */
public sealed interface Fired {

    /** A run was opened; one that asks for approval waits for it. */
    record Opened(String book, String run) implements Fired {}

    /** The signal is calm again: the run is asked to take itself back. */
    record TakenBack(String book, String run) implements Fired {}

    /** It stays as it is, and why: for now, where it is {@linkplain Firing#waiting tried again}. */
    record Refused(String book, String why) implements Fired {}
}
