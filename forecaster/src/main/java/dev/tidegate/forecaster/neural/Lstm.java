package dev.tidegate.forecaster.neural;

import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.PreparedHistory;
import dev.tidegate.forecaster.series.Series;
import java.time.Instant;
import java.util.Arrays;

/**
 * A trained recurrent network as a model: the last value plus the change that the network predicts at a few horizons,
 * interpolated between them. The weights come from {@link LstmTrainer}; fitting only feeds the end of a history.
 * Immutable.
 */
public final class Lstm implements Model {
    private final WindowEncoder encoder;
    private final LstmWeights weights;

    Lstm(WindowEncoder encoder, LstmWeights weights) {
        this.encoder = encoder;
        this.weights = weights;
    }

    @Override
    public String name() {
        return "lstm";
    }

    @Override
    public int minSlots(int variant) {
        return encoder.depth();
    }

    @Override
    public FittedModel fit(PreparedHistory past) {
        Series history = past.series();
        if (!history.step().equals(encoder.step())) {
            throw new IllegalArgumentException(
                    "step must be " + encoder.step() + ", was " + history.step());
        }
        State state = new State(history.start());
        for (int i = 0; i < history.size(); i++) {
            state.observe(history.at(i));
        }
        return state;
    }

    /** The network's output for a window: changes from the last value, in the window's unit. */
    double[] outputs(WindowEncoder.Window window) {
        return weights.outputs(window);
    }

    WindowEncoder encoder() {
        return encoder;
    }

    /** The latest values; a missing one is replaced by the one before. */
    private final class State implements FittedModel {
        private final double[] ring = new double[encoder.depth()];
        private Instant next; // start of the slot after the newest
        private long slots;
        private boolean started;
        private double newest;
        private double[] forecasts = {}; // at the nodes of the horizons; computed on demand

        State(Instant start) {
            next = start;
        }

        @Override
        public void observe(double value) {
            newest = value;
            if (!started) {
                Arrays.fill(ring, newest);
                started = true;
            }
            observeMissing();
        }

        @Override
        public void observeMissing() {
            ring[(int) (slots % ring.length)] = newest;
            slots++;
            next = next.plus(encoder.step());
            forecasts = new double[] {};
        }

        @Override
        public double forecast(int variant, int steps) {
            if (forecasts.length == 0) {
                forecasts = forecasts();
            }
            int below = encoder.horizons().nodeBelow(steps);
            int above = Math.min(below + 1, forecasts.length - 1);
            return forecasts[below]
                    + encoder.horizons().fraction(steps) * (forecasts[above] - forecasts[below]);
        }

        private double[] forecasts() {
            WindowEncoder.Window window = encoder.encode(this::ago, next.minus(encoder.step()));
            double[] values = outputs(window);
            for (int k = 0; k < values.length; k++) {
                values[k] = window.newest() + window.unit() * values[k];
            }
            return values;
        }

        private double ago(int back) {
            return ring[(int) Math.floorMod(slots - 1 - back, (long) ring.length)];
        }
    }
}
