/**
 * A region's Redis, managed or three nodes with Sentinel, and the access rights of each of its users.
 *
 * <p>Imports {@code settings}, {@code site}, {@code network}, {@code identity}, {@code machine}, {@code render} and the Pulumi SDK. Components live on the
 * deployment's own thread.
 */
package dev.tidegate.stacks.cache;
