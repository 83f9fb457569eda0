/**
 * GPU instances that serve one model: how they start, how they are bought, how many are held warm, how they leave.
 *
 * <p>The group's minimum belongs to the daemon once it runs; everything else here is provisioned. Imports {@code settings},
 * {@code site}, {@code network} and the Pulumi SDK. Components live on the deployment's own thread.
 */
@NullMarked
package dev.tidegate.stacks.fleet;

import org.jspecify.annotations.NullMarked;
