/**
 * Restrains plans: one small pure rule a file, applied in the fixed order of {@link
 * dev.tidegate.autoscaler.guard.Guards}; each may only narrow the proposal and gives its reason. Imports {@code
 * capacity} and {@code situation}. All types are immutable.
 */
package dev.tidegate.autoscaler.guard;
