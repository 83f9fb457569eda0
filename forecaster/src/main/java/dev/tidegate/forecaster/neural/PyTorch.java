package dev.tidegate.forecaster.neural;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;

/** Loads the engine. Nobody may touch this class before it is known that DJL is there at all. */
final class PyTorch {
    private PyTorch() {}

    static TrainingAvailability load() {
        // It would otherwise look for newer libraries on the network, and take every core.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.pytorch.num_threads", "1");
        try {
            return new TrainingAvailability.Open(new LstmTrainer(Engine.getEngine("PyTorch")));
        } catch (EngineException | IllegalArgumentException unusable) {
            return TrainingAvailability.unusable(unusable);
        }
    }
}
