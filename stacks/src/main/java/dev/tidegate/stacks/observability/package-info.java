/**
 * Metrics workspace, alert rules, pager topics, and the saturation alarm that DNS health checks use.
 *
 * <p>Imports {@code settings}, {@code site}, {@code identity}, {@code render} and the Pulumi SDK. Components live on the deployment's own thread.
 */
package dev.tidegate.stacks.observability;
