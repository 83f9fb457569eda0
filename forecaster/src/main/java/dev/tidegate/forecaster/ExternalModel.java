package dev.tidegate.forecaster;

import dev.tidegate.forecaster.model.Model;
import java.time.Instant;

/**
 * A model that was made outside of the forecaster, such as a trained network, and takes part beside its own.
 *
 * @param learntUntil end of the slots that it has learnt from: it sleeps until then, since what it says of them is no forecast
 */
public record ExternalModel(Model model, Instant learntUntil) {}
