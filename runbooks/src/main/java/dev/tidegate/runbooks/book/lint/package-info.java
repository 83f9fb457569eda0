/**
 * Finds defects in books that load.
 *
 * <p>Decides which defects the books of one shelf have. May import {@code act} (for the shapes of
 * targets), {@code book}, {@code book.terms} and {@code yaml}. Findings are immutable values.
 */
package dev.tidegate.runbooks.book.lint;
