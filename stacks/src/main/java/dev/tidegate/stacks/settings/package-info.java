/**
 * What an environment is asked to be: typed, with every problem of a configuration reported at once.
 *
 * <p>Decides what may be provisioned at all; production refuses what is unsafe. Imports Jackson and
 * nothing of Pulumi. All types are immutable and thread-safe, but {@code Section}, which belongs to
 * one reading.
 */
@NullMarked
package dev.tidegate.stacks.settings;

import org.jspecify.annotations.NullMarked;
