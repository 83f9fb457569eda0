package dev.tidegate.runbooks.cli.context;

/** What a command takes from the configuration file. */
public enum Needs {
    /** The store, to show what it has. */
    LEDGER,
    /** The folder of books, to list them. */
    BOOKS,
    /** Whatever the file says, for a command that plans, changes or checks something by it. */
    EVERYTHING
}
