/**
 * The ordinary instance: what every instance here has, whatever it runs, so that no room forgets it.
 *
 * <p>Imports {@code site}, {@code network}, {@code identity} and the Pulumi SDK. Stateless.
 */
@NullMarked
package dev.tidegate.stacks.machine;

import org.jspecify.annotations.NullMarked;
