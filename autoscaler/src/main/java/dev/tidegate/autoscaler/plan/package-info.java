/**
 * Decides: from what is known (demand, fleet, overrides) to a capacity plan with its reasons. The followed shadow policy says
 * the need; guards in a fixed order may only narrow the plan and say why. Imports {@code capacity}, {@code shadow},
 * {@code config} and the forecaster's door; touches no clock and no world. Values are immutable; a {@link
 * dev.tidegate.autoscaler.plan.Planner} belongs to one workload and one thread.
 */
@NullMarked
package dev.tidegate.autoscaler.plan;

import org.jspecify.annotations.NullMarked;
