/**
 * What is known when a plan is made: demand as it was seen or why it was not, the fleet, the operator's word, bounds and
 * objective; and the closed list of reasons. Imports {@code capacity}. All types are immutable.
 */
@NullMarked
package dev.tidegate.autoscaler.situation;

import org.jspecify.annotations.NullMarked;
