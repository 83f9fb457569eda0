/**
 * Fleets of GPU instances that serve one model: launch, purchase, warm pool, scaling, termination.
 *
 * <p>The group's minimum belongs to the daemon once it runs; everything else here is provisioned. Imports {@code settings},
 * {@code site}, {@code network}, {@code machine}, {@code identity}, {@code render} and the Pulumi SDK. Components live on the deployment's own thread.
 */
package dev.tidegate.stacks.fleet;
