/**
 * Typed settings of an environment.
 *
 * <p>Imports nothing. Immutable and thread-safe; created by {@code settings.load}.
 */
package dev.tidegate.stacks.settings;
