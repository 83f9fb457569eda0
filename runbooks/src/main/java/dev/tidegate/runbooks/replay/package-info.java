/**
 * Replays a book's rule over the past: when it would have fired, flapped, or stayed too long.
 *
 * <p>Decides nothing about the present. May import {@code book}, {@code signal} and {@code yaml}. Every type is
 * an immutable value.
 */
package dev.tidegate.runbooks.replay;
