/**
 * What a book's rule would have done in the past: when it would have fired, flapped, stayed too long.
 *
 * <p>Decides nothing about the present. May import {@code book} and {@code signal}. Every type is an
 * immutable value.
 */
package dev.tidegate.runbooks.replay;
