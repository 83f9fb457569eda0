/**
 * What loads and should not be run all the same.
 *
 * <p>Decides what is found in the books of one shelf. May import {@code act} (for the shapes of targets), {@code
 * book} and {@code book.terms}. Findings are immutable values.
 */
package dev.tidegate.runbooks.book.lint;
