package dev.tidegate.forecaster;

import dev.tidegate.forecaster.model.Model;
import java.time.Instant;

/**
 * A model that was trained outside of the forecaster, such as a neural network, and takes part beside the built-in ones.
 *
 * @param trainedUntil end of the slots that it was trained on: it sleeps until then, since its output for them is no
 *     forecast
 */
public record ExternalModel(Model model, Instant trainedUntil) {}
