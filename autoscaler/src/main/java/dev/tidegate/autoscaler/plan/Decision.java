package dev.tidegate.autoscaler.plan;

import java.time.Instant;

/** A plan with what a person needs to check it, and what the planner has learned so far. */
public record Decision(
        Instant at, CapacityPlan plan, Explanation explanation, LearnedParameters lessons) {}
