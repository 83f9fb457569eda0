package dev.tidegate.autoscaler.plan;

import java.time.Instant;

/** A plan with its explanation and what the planner has learned so far. */
public record Decision(
        Instant at, CapacityPlan plan, Explanation explanation, LearnedParameters learned) {}
