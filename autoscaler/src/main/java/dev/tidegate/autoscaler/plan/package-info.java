/**
 * Decides: from the inputs to a capacity plan with its reasons. The followed shadow policies give the need; the guards
 * of {@code guard} may only narrow it. Imports {@code capacity}, {@code situation}, {@code guard}, {@code guard.window},
 * {@code shadow}, {@code config} and the forecaster's door; touches no clock and no world. Values are immutable; a {@link
 * dev.tidegate.autoscaler.plan.Planner} belongs to one workload and one thread.
 */
package dev.tidegate.autoscaler.plan;
