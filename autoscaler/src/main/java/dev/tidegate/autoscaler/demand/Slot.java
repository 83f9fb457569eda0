package dev.tidegate.autoscaler.demand;

import dev.tidegate.autoscaler.situation.Observation;
import java.time.Instant;

/** One step of the demand grid, named by its start, with what was seen of it. */
public record Slot(Instant start, Observation observation) {}
