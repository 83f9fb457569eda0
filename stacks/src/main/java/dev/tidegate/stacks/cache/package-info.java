/**
 * The answer cache and the counters gateways share: managed, or three nodes that watch one another.
 *
 * <p>Imports {@code settings}, {@code site}, {@code network}, {@code identity}, {@code render} and the Pulumi SDK. Components live on the
 * deployment's own thread.
 */
@NullMarked
package dev.tidegate.stacks.cache;

import org.jspecify.annotations.NullMarked;
