package dev.tidegate.autoscaler.config;

import dev.tidegate.autoscaler.situation.Objective;
import java.util.OptionalDouble;

/**
 * The service level objective, and its cost limit.
 *
 * @param objective has prices if the file names both and no share
 * @param replicaHoursADay limit for a rolling day
 */
public record ObjectiveSettings(Objective objective, OptionalDouble replicaHoursADay) {}
