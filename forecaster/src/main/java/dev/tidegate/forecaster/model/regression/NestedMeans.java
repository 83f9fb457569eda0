package dev.tidegate.forecaster.model.regression;

import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.LagHistory;
import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.PreparedHistory;
import dev.tidegate.forecaster.series.Horizons;
import dev.tidegate.forecaster.series.Series;

/**
 * Heterogeneous autoregression (HAR: Corsi 2009): the change some slots ahead by the distances of the present value from the
 * means of spans that hold one another, so that a long memory takes few coefficients. One ridge regression a
 * horizon, learnt on the last {@code window} slots and on.
 *
 * @param window slots after which a row counts half
 * @param reach how far ahead it can be asked
 */
public record NestedMeans(int window, int reach) implements Model {
    private static final int[] SPANS = {3, 12, 48, 144}; // slots
    private static final int LEAST = 40;
    private static final int NODES = 5; // horizons with equations of their own

    public NestedMeans {
        if (window < LEAST) {
            throw new IllegalArgumentException(
                    "window must be at least " + LEAST + ", was " + window);
        }
        if (reach < 1) {
            throw new IllegalArgumentException("reach must be at least 1, was " + reach);
        }
    }

    @Override
    public String name() {
        return "nested-means";
    }

    @Override
    public int leastSlots(int variant) {
        return LEAST;
    }

    @Override
    public int looksBack() {
        return window;
    }

    @Override
    public FittedModel fit(PreparedHistory past) {
        Series history = past.series();
        int seen = Math.min(window, history.size());
        State state = new State(new Horizons(reach, NODES), window, seen);
        for (int i = history.size() - seen; i < history.size(); i++) {
            state.observe(history.at(i));
        }
        state.solve();
        return state;
    }

    private static final class State implements FittedModel {
        private static final int SOLVED_AFTER = 20; // slots, while they are few
        private static final int SOLVED_LATER = 100;
        private static final int FEW = 300; // slots, of which each teaches every horizon
        private static final int PAUSE =
                2; // later one slot of so many teaches, one horizon in turn
        private static final double ROUGHNESS_WEIGHT = 0.01;
        private static final double QUIET = 1e-9; // of the unit: no series is less rough

        private final Horizons reach;
        private final LagHistory history;
        private final RidgeEquations[] equations;
        private final double[] row = new double[SPANS.length];
        private final int few; // slots that teach every horizon
        private final double growth; // of a row's importance a slot
        private double importance = 1;
        private double roughness; // mean absolute step from slot to slot
        private int unsolved;
        private int turn; // of the horizon that learns next
        private boolean prepared; // whether the row stands at the newest slot

        /** To be fed {@code expected} slots at once: none of many has to teach every horizon. */
        State(Horizons reach, int window, int expected) {
            this.reach = reach;
            few = expected < 2 * FEW ? FEW : 0;
            history = new LagHistory(SPANS[SPANS.length - 1] + reach.steps() + 2);
            equations = new RidgeEquations[reach.nodes()];
            int[] all = {SPANS.length};
            java.util.Arrays.setAll(equations, i -> new RidgeEquations(all));
            growth = Math.pow(2, 1.0 / window);
        }

        @Override
        public void observe(double value) {
            int slot = history.size();
            move(slot, Math.abs(value - (slot > 0 ? history.value(slot - 1) : value)));
            if (roughness > 0) {
                learn(slot, value);
            }
            add(slot, value);
        }

        /** Keeps the last value. */
        @Override
        public void pass() {
            int slot = history.size();
            move(slot, 0);
            add(slot, slot > 0 ? history.value(slot - 1) : 0);
        }

        private void move(int slot, double step) {
            double weight = slot < 1 / ROUGHNESS_WEIGHT ? 1.0 / (slot + 1) : ROUGHNESS_WEIGHT;
            roughness += (step - roughness) * weight;
        }

        private void add(int slot, double value) {
            history.add(value);
            prepared = false;
            if (++unsolved >= (slot < few ? SOLVED_AFTER : SOLVED_LATER)) {
                solve();
            }
        }

        private void learn(int slot, double target) {
            importance *= growth;
            double scale = 1 / Math.max(roughness, QUIET);
            if (slot < few) {
                for (int node = 0; node < equations.length; node++) {
                    learn(node, slot, target, scale);
                }
            } else if (slot % PAUSE == 0) {
                turn = turn + 1 == equations.length ? 0 : turn + 1;
                learn(turn, slot, target, scale);
            }
        }

        private void learn(int node, int slot, double target, double scale) {
            int origin = slot - reach.ahead(node);
            if (origin >= SPANS[0]) {
                lookFrom(origin);
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

        private void lookFrom(int origin) {
            double now = history.value(origin);
            for (int i = 0; i < SPANS.length; i++) {
                int from = Math.max(history.oldest(), origin + 1 - SPANS[i]);
                row[i] = history.mean(from, origin + 1) - now;
            }
        }

        @Override
        public double ahead(int variant, int steps) {
            int origin = history.size() - 1;
            if (!prepared) {
                lookFrom(origin);
                prepared = true;
            }
            int node = reach.nodeBelow(steps);
            double part = reach.part(steps);
            double change = equations[node].predict(row, 0);
            if (part > 0) {
                change += part * (equations[node + 1].predict(row, 0) - change);
            }
            return history.value(origin) + change;
        }
    }
}
