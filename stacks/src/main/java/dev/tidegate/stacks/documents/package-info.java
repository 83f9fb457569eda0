/**
 * The files instances start from: one bucket a region, private, encrypted, each version kept.
 *
 * <p>Imports {@code site} and the Pulumi SDK. Components live on the deployment's own thread.
 */
@NullMarked
package dev.tidegate.stacks.documents;

import org.jspecify.annotations.NullMarked;
