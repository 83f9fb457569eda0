/**
 * Runbook files: what they say, and everything that is wrong with them, at its place.
 *
 * <p>Decides whether a book may be used. May import {@code act} (for the shapes of targets), {@code yaml}, Jackson
 * and CEL. Reads files, changes nothing. Books and findings are immutable values.
 */
package dev.tidegate.runbooks.book;
