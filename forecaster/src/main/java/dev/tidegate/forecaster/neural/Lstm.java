package dev.tidegate.forecaster.neural;

import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.PreparedHistory;
import dev.tidegate.forecaster.series.Series;
import java.time.Instant;
import java.util.Arrays;

/**
 * A trained network as a model: it expects the last value, moved by what the network says, at a few distances ahead
 * that are joined by lines. Its parameters are learnt before ({@link LstmTrainer}); fitting only shows it the
 * end of a history. Immutable.
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
    public int leastSlots(int variant) {
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

    /** What the network says of a moment: distances from its last value, in its units. */
    double[] outputs(WindowEncoder.Seen seen) {
        return weights.outputs(seen);
    }

    WindowEncoder encoder() {
        return encoder;
    }

    /** The latest values; a missing one counts as the one before. */
    private final class State implements FittedModel {
        private final double[] ring = new double[encoder.depth()];
        private Instant next; // start of the slot after the newest
        private long slots;
        private boolean started;
        private double last;
        private double[] expected = {}; // at the reach's nodes; empty until asked for

        State(Instant start) {
            next = start;
        }

        @Override
        public void observe(double value) {
            last = value;
            if (!started) {
                Arrays.fill(ring, last);
                started = true;
            }
            pass();
        }

        @Override
        public void pass() {
            ring[(int) (slots % ring.length)] = last;
            slots++;
            next = next.plus(encoder.step());
            expected = new double[] {};
        }

        @Override
        public double ahead(int variant, int steps) {
            if (expected.length == 0) {
                expected = expected();
            }
            int below = encoder.reach().nodeBelow(steps);
            int above = Math.min(below + 1, expected.length - 1);
            return expected[below]
                    + encoder.reach().part(steps) * (expected[above] - expected[below]);
        }

        private double[] expected() {
            WindowEncoder.Seen seen = encoder.encode(this::ago, next.minus(encoder.step()));
            double[] values = outputs(seen);
            for (int k = 0; k < values.length; k++) {
                values[k] = seen.last() + seen.unit() * values[k];
            }
            return values;
        }

        private double ago(int back) {
            return ring[(int) Math.floorMod(slots - 1 - back, (long) ring.length)];
        }
    }
}
