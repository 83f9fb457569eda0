package dev.tidegate.forecaster.neural;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;

/** Loads the PyTorch engine. Must not be referenced before DJL is known to be on the class path. */
final class PyTorch {
    private PyTorch() {}

    static TrainingAvailability load() {
        // By default DJL downloads newer libraries and uses every core.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.pytorch.num_threads", "1");
        try {
            return new TrainingAvailability.Available(new LstmTrainer(Engine.getEngine("PyTorch")));
        } catch (EngineException | IllegalArgumentException e) {
            return TrainingAvailability.cannotLoad(e);
        }
    }
}
