/**
 * Converts a provisioned stack to Terraform, for migration, and so that Terraform's provider, from which Pulumi's is built, can validate the
 * resources.
 *
 * <p>Reads the output of {@code pulumi stack export} only; makes no calls. Imports Jackson only. Immutable.
 */
package dev.tidegate.stacks.terraform;
