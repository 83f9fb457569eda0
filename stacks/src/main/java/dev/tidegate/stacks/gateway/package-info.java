/**
 * The gateway in front of a region's fleets: a load balancer that accepts only requests from the edge, and the HAProxy queue behind it.
 *
 * <p>Imports {@code settings}, {@code site}, {@code network}, {@code documents}, {@code machine}, {@code identity}, {@code cache}, {@code dns}, {@code render}
 * and the Pulumi SDK. Components live on the deployment's own thread.
 */
package dev.tidegate.stacks.gateway;
