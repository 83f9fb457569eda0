package dev.tidegate.forecaster.neural;

/** What came of a training. */
public sealed interface Training {
    /**
     * @param network ready to take part
     * @param lessons moments that it learnt from
     */
    record Trained(Lstm network, int lessons) implements Training {}

    /** The history holds too few moments to learn from. */
    record TooLittleHistory(int lessons, int needed) implements Training {}
}
