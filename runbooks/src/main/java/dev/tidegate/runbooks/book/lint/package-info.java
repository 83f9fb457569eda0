/**
 * Finds defects in books that load.
 *
 * <p>Decides which defects the books of one shelf have. May import {@code act} (for the shapes of
 * targets), {@code book} and {@code book.terms}. Findings are immutable values.
 */
package dev.tidegate.runbooks.book.lint;
