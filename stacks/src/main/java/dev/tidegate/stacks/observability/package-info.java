/**
 * What is watched: a place for metrics, the alert rules in it, who is told, and the one alarm that DNS believes.
 *
 * <p>Imports {@code settings}, {@code site}, {@code render} and the Pulumi SDK. Components live on the deployment's own thread.
 */
@NullMarked
package dev.tidegate.stacks.observability;

import org.jspecify.annotations.NullMarked;
