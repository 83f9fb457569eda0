/**
 * A provisioned stack in Terraform's words: for whoever moves, and for having Terraform's provider, which Pulumi's is made from, check
 * what is asked of it.
 *
 * <p>Reads what {@code pulumi stack export} writes and nothing else; asks no cloud. Imports Jackson only. Immutable.
 */
@NullMarked
package dev.tidegate.stacks.terraform;

import org.jspecify.annotations.NullMarked;
