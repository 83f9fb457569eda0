/**
 * The files that instances start from, in one private, encrypted, versioned bucket a region.
 *
 * <p>Imports {@code settings}, {@code site}, {@code identity} and the Pulumi SDK. Components live on the deployment's own thread.
 */
package dev.tidegate.stacks.documents;
