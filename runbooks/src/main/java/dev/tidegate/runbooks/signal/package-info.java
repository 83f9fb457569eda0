/**
 * Values of a book's query: now, and over a range of the past.
 *
 * <p>Decides which answers count as a value. Imports {@code act.wire} only.
 * {@link dev.tidegate.runbooks.signal.Signals} is thread-safe; samples are immutable values.
 */
package dev.tidegate.runbooks.signal;
