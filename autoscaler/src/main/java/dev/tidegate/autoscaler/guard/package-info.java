/**
 * What restrains a plan: one small pure rule a file, asked in the fixed order of {@link
 * dev.tidegate.autoscaler.guard.Guards}; each may only narrow what was proposed and says why. Imports {@code capacity} and
 * {@code situation}. All types are immutable.
 */
@NullMarked
package dev.tidegate.autoscaler.guard;

import org.jspecify.annotations.NullMarked;
