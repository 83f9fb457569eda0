package dev.tidegate.forecaster.model.regression;

import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.LagHistory;
import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.PreparedHistory;
import dev.tidegate.forecaster.series.Horizons;
import dev.tidegate.forecaster.series.Series;
import java.util.Arrays;

/**
 * Heterogeneous autoregression (HAR: Corsi 2009): regresses the change some slots ahead on the distances of the current
 * value from the means of nested spans, so that a long memory takes few coefficients. One ridge regression per horizon
 * node, fitted on the last {@code window} slots and updated online.
 *
 * @param window half-life of a row, in slots
 * @param horizon how far ahead it can forecast
 */
public record NestedMeans(int window, int horizon) implements Model {
    private static final int[] SPANS = {3, 12, 48, 144}; // slots
    private static final int MIN_SLOTS = 40;
    private static final int NODES = 5; // horizons that have their own equations

    public NestedMeans {
        if (window < MIN_SLOTS) {
            throw new IllegalArgumentException(
                    "window must be at least " + MIN_SLOTS + ", was " + window);
        }
        if (horizon < 1) {
            throw new IllegalArgumentException("horizon must be at least 1, was " + horizon);
        }
    }

    @Override
    public String name() {
        return "nested-means";
    }

    @Override
    public int minSlots(int variant) {
        return MIN_SLOTS;
    }

    @Override
    public int lookback() {
        return window;
    }

    @Override
    public FittedModel fit(PreparedHistory past) {
        Series history = past.series();
        int seen = Math.min(window, history.size());
        State state = new State(new Horizons(horizon, NODES), window, seen);
        for (int i = history.size() - seen; i < history.size(); i++) {
            state.observe(history.at(i));
        }
        state.solve();
        return state;
    }

    private static final class State implements FittedModel {
        private static final int SHORT_SOLVE_INTERVAL = 20; // slots, in a short history
        private static final int SOLVE_INTERVAL = 100;
        // Slots in a short history, each of which updates every horizon.
        private static final int SHORT_HISTORY = 300;
        // Later only every so many slots, and one horizon in turn.
        private static final int UPDATE_STRIDE = 2;
        private static final double ROUGHNESS_WEIGHT = 0.01;
        // Of the unit: lower bound of the roughness.
        private static final double MIN_ROUGHNESS = 1e-9;

        private final Horizons horizons;
        private final LagHistory history;
        private final RidgeEquations[] equations;
        private final double[] row = new double[SPANS.length];
        private final int shortSlots; // slots up to which every horizon is updated
        private final double growth; // of the importance of a row, per slot
        private double importance = 1;
        private double roughness; // mean absolute step from slot to slot
        private int unsolved;
        private int nextNode; // node that is updated next
        private boolean prepared; // whether the row is that of the newest slot

        /** Expects {@code expected} slots in bulk first; in a long history only some of them update the equations. */
        State(Horizons horizons, int window, int expected) {
            this.horizons = horizons;
            shortSlots = expected < 2 * SHORT_HISTORY ? SHORT_HISTORY : 0;
            history = new LagHistory(SPANS[SPANS.length - 1] + horizons.steps() + 2);
            equations = new RidgeEquations[horizons.nodes()];
            int[] all = {SPANS.length};
            Arrays.setAll(equations, i -> new RidgeEquations(all));
            growth = Math.pow(2, 1.0 / window);
        }

        @Override
        public void observe(double value) {
            int slot = history.size();
            updateRoughness(slot, Math.abs(value - (slot > 0 ? history.value(slot - 1) : value)));
            if (roughness > 0) {
                learn(slot, value);
            }
            add(slot, value);
        }

        /** Repeats the last value. */
        @Override
        public void observeMissing() {
            int slot = history.size();
            updateRoughness(slot, 0);
            add(slot, slot > 0 ? history.value(slot - 1) : 0);
        }

        private void updateRoughness(int slot, double step) {
            double weight = slot < 1 / ROUGHNESS_WEIGHT ? 1.0 / (slot + 1) : ROUGHNESS_WEIGHT;
            roughness += (step - roughness) * weight;
        }

        private void add(int slot, double value) {
            history.add(value);
            prepared = false;
            if (++unsolved >= (slot < shortSlots ? SHORT_SOLVE_INTERVAL : SOLVE_INTERVAL)) {
                solve();
            }
        }

        private void learn(int slot, double target) {
            importance *= growth;
            double scale = 1 / Math.max(roughness, MIN_ROUGHNESS);
            if (slot < shortSlots) {
                for (int node = 0; node < equations.length; node++) {
                    learn(node, slot, target, scale);
                }
            } else if (slot % UPDATE_STRIDE == 0) {
                nextNode = nextNode + 1 == equations.length ? 0 : nextNode + 1;
                learn(nextNode, slot, target, scale);
            }
        }

        private void learn(int node, int slot, double target, double scale) {
            int origin = slot - horizons.slotsAhead(node);
            if (origin >= SPANS[0]) {
                fillRow(origin);
                double change = target - history.value(origin);
                equations[node].learn(row, change, scale, importance);
            }
        }

        void solve() {
            unsolved = 0;
            for (RidgeEquations each : equations) {
                each.solve();
            }
        }

        private void fillRow(int origin) {
            double current = history.value(origin);
            for (int i = 0; i < SPANS.length; i++) {
                int from = Math.max(history.oldest(), origin + 1 - SPANS[i]);
                row[i] = history.mean(from, origin + 1) - current;
            }
        }

        @Override
        public double forecast(int variant, int steps) {
            int origin = history.size() - 1;
            if (!prepared) {
                fillRow(origin);
                prepared = true;
            }
            int node = horizons.nodeBelow(steps);
            double fraction = horizons.fraction(steps);
            double change = equations[node].predict(row, 0);
            if (fraction > 0) {
                change += fraction * (equations[node + 1].predict(row, 0) - change);
            }
            return history.value(origin) + change;
        }
    }
}
