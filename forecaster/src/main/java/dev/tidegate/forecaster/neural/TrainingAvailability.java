package dev.tidegate.forecaster.neural;

/** Whether networks can be trained here. */
public sealed interface TrainingAvailability {
    /** They can. */
    record Open(LstmTrainer trainer) implements TrainingAvailability {}

    /**
     * They cannot.
     *
     * @param why what is missing and how to add it, in one line
     */
    record Closed(String why) implements TrainingAvailability {}

    /**
     * Looks for PyTorch on the class path and loads it, which takes seconds the first time. Fetches nothing. Safe to ask
     * again and from any thread.
     */
    static TrainingAvailability enter() {
        if (TrainingAvailability.class.getResource("/native/lib/pytorch.properties") == null) {
            return new Closed(
                    "the LSTM needs PyTorch, which is not on the class path: build with"
                            + " mvn -Pneural -DskipTests package (about 120 MB)");
        }
        try {
            return PyTorch.load();
        } catch (LinkageError unusable) {
            return unusable(unusable);
        }
    }

    /** It is there and does not load. */
    static Closed unusable(Throwable why) {
        return new Closed("PyTorch does not load on this machine: " + why.getMessage());
    }
}
