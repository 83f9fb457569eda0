/**
 * The public edge: the CDN distribution, its web application firewall, and the fallback response.
 *
 * <p>Certificate and firewall are in us-east-1, wherever the regions are. Imports {@code settings}, {@code site}, {@code identity}, {@code documents}, {@code dns} and the Pulumi
 * SDK. Components live on the deployment's own thread.
 */
package dev.tidegate.stacks.edge;
