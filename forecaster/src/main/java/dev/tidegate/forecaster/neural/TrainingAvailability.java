package dev.tidegate.forecaster.neural;

/** Whether networks can be trained on this machine. */
public sealed interface TrainingAvailability {
    /** PyTorch is loaded. */
    record Available(LstmTrainer trainer) implements TrainingAvailability {}

    /**
     * PyTorch is missing or does not load.
     *
     * @param why what is missing and how to add it, in one line
     */
    record Unavailable(String why) implements TrainingAvailability {}

    /**
     * Looks for PyTorch on the class path and loads it, which takes seconds the first time. Downloads nothing. May be
     * called repeatedly and from any thread.
     */
    static TrainingAvailability detect() {
        if (TrainingAvailability.class.getResource("/native/lib/pytorch.properties") == null) {
            return new Unavailable(
                    "the LSTM needs PyTorch, which is not on the class path: build with"
                            + " mvn -Pneural -DskipTests package (about 120 MB)");
        }
        try {
            return PyTorch.load();
        } catch (LinkageError e) {
            return cannotLoad(e);
        }
    }

    /** PyTorch is on the class path but does not load. */
    static Unavailable cannotLoad(Throwable why) {
        return new Unavailable("PyTorch does not load on this machine: " + why.getMessage());
    }
}
