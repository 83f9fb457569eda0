package dev.tidegate.forecaster.neural;

/** The result of a training. */
public sealed interface Training {
    /**
     * @param network the trained model
     * @param samples number of samples it was trained on
     */
    record Trained(Lstm network, int samples) implements Training {}

    /** The history holds too few samples. */
    record TooLittleHistory(int samples, int needed) implements Training {}
}
