/**
 * A book's typed parameters, and conditions and templates over them in CEL.
 *
 * <p>Decides what an expression evaluates to. May import {@code act} (for targets), {@code yaml},
 * Jackson and CEL. Parameters and templates are immutable values; expressions belong to one thread.
 */
package dev.tidegate.runbooks.book.terms;
