/**
 * From what a metrics source said to demand on a grid: one slot a step, each seen or missing with its reason.
 *
 * <p>Decides which slot a sample belongs to and whether it is believable; fills no gap. Zero is demand, absence is not. Imports
 * {@code metrics}, {@code config}, the observations of {@code plan} and the forecaster's series. Values are immutable; a {@link
 * dev.tidegate.autoscaler.demand.DemandFeed} has no state.
 */
@NullMarked
package dev.tidegate.autoscaler.demand;

import org.jspecify.annotations.NullMarked;
