/**
 * What the world talks to: a distribution, its firewall, and the answer of last resort.
 *
 * <p>Certificate and firewall lie in us-east-1, wherever the regions are. Imports {@code settings}, {@code site}, {@code documents}, {@code dns} and the Pulumi
 * SDK. Components live on the deployment's own thread.
 */
@NullMarked
package dev.tidegate.stacks.edge;

import org.jspecify.annotations.NullMarked;
