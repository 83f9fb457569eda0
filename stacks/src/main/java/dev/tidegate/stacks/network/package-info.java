/**
 * A region's private network: subnets in each zone, ways out, private ways to AWS itself, and a record of who talked to whom.
 *
 * <p>Nothing in here lets the world in. Imports {@code settings}, {@code site}, {@code identity} and the Pulumi SDK. Components live
 * on the deployment's own thread.
 */
@NullMarked
package dev.tidegate.stacks.network;

import org.jspecify.annotations.NullMarked;
