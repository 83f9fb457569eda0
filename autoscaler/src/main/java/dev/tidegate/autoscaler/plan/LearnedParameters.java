package dev.tidegate.autoscaler.plan;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a planner has learned so far, for metrics and the ledger; no decision depends on it.
 *
 * @param regret     replica-hours of about the last day over the clairvoyant bound; empty until there are any
 * @param coverage95 share of the recent slots that stayed under the forecast's 0.95 quantile; empty without a forecast
 * @param price      price of turning work away, as a multiple of serving it; empty while no policy is followed
 * @param launches   number of launches measured; while too few, the prior is the lead time
 * @param ineffectiveSteps consecutive steps in which work was turned away although there were enough replicas
 * @param handover what the next planner should know, if a loss just ended or the lead time changed
 */
public record LearnedParameters(
        OptionalDouble regret,
        OptionalDouble coverage95,
        OptionalDouble price,
        int launches,
        int ineffectiveSteps,
        Optional<PlannerHandover> handover) {}
