package dev.tidegate.runbooks.book.lint;

/** Something about a book that loads and should not be run all the same. */
public record Finding(String book, String what) {
    @Override
    public String toString() {
        return book + ": " + what;
    }
}
