/**
 * Metrics workspace, alert rules, pager topics, and the saturation alarm that DNS health checks use.
 *
 * <p>Imports {@code settings}, {@code site}, {@code identity}, {@code render} and the Pulumi SDK. Components live on the deployment's own thread.
 */
@NullMarked
package dev.tidegate.stacks.observability;

import org.jspecify.annotations.NullMarked;
