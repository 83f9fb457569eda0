/**
 * From the answers of a metrics source to demand on a grid: one slot per step, each observed or missing with its reason.
 *
 * <p>Decides which slot a sample belongs to and whether it is plausible; fills no gap. Zero is demand, absence is not.
 * Imports {@code metrics}, {@code config}, the observations of {@code situation} and the forecaster's series. Values are
 * immutable; a {@link dev.tidegate.autoscaler.demand.DemandFeed} has no state.
 */
package dev.tidegate.autoscaler.demand;
