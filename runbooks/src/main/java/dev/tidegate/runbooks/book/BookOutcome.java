package dev.tidegate.runbooks.book;

import dev.tidegate.runbooks.yaml.Problem;
import java.util.List;

/** What came of reading a book. */
public sealed interface BookOutcome {

    record Loaded(Book book) implements BookOutcome {}

    /** All problems there are, in the order of their places. */
    record Invalid(String file, List<Problem> problems) implements BookOutcome {}
}
