package dev.tidegate.runbooks.book;

import dev.tidegate.runbooks.yaml.Problem;
import java.util.List;

/** Result of loading a book. */
public sealed interface BookOutcome {

    record Loaded(Book book) implements BookOutcome {}

    /** All problems, in order of position. */
    record Invalid(String file, List<Problem> problems) implements BookOutcome {}
}
