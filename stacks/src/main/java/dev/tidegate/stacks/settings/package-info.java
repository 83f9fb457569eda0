/**
 * Typed settings of an environment.
 *
 * <p>Imports nothing. Immutable and thread-safe; created by {@code settings.load}.
 */
@NullMarked
package dev.tidegate.stacks.settings;

import org.jspecify.annotations.NullMarked;
