/** Provision: Pulumi components and environments. May import the Pulumi SDK, and no sibling. */
package dev.tidegate.stacks;
