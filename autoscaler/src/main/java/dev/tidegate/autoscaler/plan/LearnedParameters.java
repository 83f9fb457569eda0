package dev.tidegate.autoscaler.plan;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a planner has learned by now; told, not decided upon.
 *
 * @param regret     replica-hours of about the last day, over the fewest with the future known; empty until there are any
 * @param coverage95 share of the recent slots that stayed under the forecast's 0.95 quantile; empty where nothing is foreseen
 * @param price      what turning work away is taken to cost, in what serving it costs; empty while nothing is followed
 * @param launches   how many were measured; too few, and the prior stands for the lead time
 * @param inVain     steps in a row in which work was turned away though there were replicas enough
 * @param experience what the next planner should know, when a loss is just over or launches take another time than before
 */
public record LearnedParameters(
        OptionalDouble regret,
        OptionalDouble coverage95,
        OptionalDouble price,
        int launches,
        int inVain,
        Optional<PlannerHandover> experience) {}
