/**
 * A region's cache, managed or three nodes that watch one another, and what each of its users may do there.
 *
 * <p>Imports {@code settings}, {@code site}, {@code network}, {@code identity}, {@code render} and the Pulumi SDK. Components live on the
 * deployment's own thread.
 */
@NullMarked
package dev.tidegate.stacks.cache;

import org.jspecify.annotations.NullMarked;
