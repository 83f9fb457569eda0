/**
 * What an environment is asked to be, in types.
 *
 * <p>Imports nothing, of Pulumi least of all. Immutable and thread-safe; made by {@code settings.load}.
 */
@NullMarked
package dev.tidegate.stacks.settings;

import org.jspecify.annotations.NullMarked;
