package dev.tidegate.runbooks.book.lint;

/** A defect of a book that loads but should not be run as it is. */
public record Finding(String book, String what) {
    @Override
    public String toString() {
        return book + ": " + what;
    }
}
