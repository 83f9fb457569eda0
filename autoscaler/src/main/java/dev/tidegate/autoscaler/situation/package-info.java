/**
 * The inputs of a plan: demand, observed or missing with its reason, the fleet, overrides, bounds and objective; and the
 * closed list of reasons. Imports {@code capacity}. All types are immutable.
 */
package dev.tidegate.autoscaler.situation;
