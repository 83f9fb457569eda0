/**
 * What a book asks for, and the language over it: typed parameters, conditions and templates in CEL.
 *
 * <p>Decides what an expression is worth. May import {@code act} (for targets), {@code yaml}, Jackson and CEL.
 * Parameters and templates are immutable values; expressions belong to one thread.
 */
package dev.tidegate.runbooks.book.terms;
