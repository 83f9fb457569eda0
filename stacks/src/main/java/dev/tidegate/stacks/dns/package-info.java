/**
 * Routes a client to a region: by network operator, continent, latency and health, and to any region when none is healthy.
 *
 * <p>Inference requests are POST, which the edge does not retry at another origin: failover happens here and in the gateway. Imports
 * {@code settings}, {@code site} and the Pulumi SDK. Components live on the deployment's own thread.
 */
package dev.tidegate.stacks.dns;
