/**
 * Where a component stands: names, tags, provider, protection and key of one environment in one region.
 *
 * <p>Every name and every tag comes from here, so that two environments in one account collide in none.
 * Imports {@code settings} and the Pulumi SDK. Immutable and thread-safe.
 */
package dev.tidegate.stacks.site;
