package dev.tidegate.autoscaler.demand;

import dev.tidegate.autoscaler.situation.Observation;
import java.time.Instant;

/** One step of the demand grid, identified by its start, with its observation. */
public record Slot(Instant start, Observation observation) {}
