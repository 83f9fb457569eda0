package dev.tidegate.forecaster.model.regression;

import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.LagHistory;
import dev.tidegate.forecaster.model.PreparedHistory;
import dev.tidegate.forecaster.series.Horizons;
import java.util.Arrays;

/**
 * The state of a seasonal regression: one set of normal equations per horizon node, solved a few times a day, with
 * coefficients interpolated between nodes. A row is used for learning before its target enters any regressor.
 */
final class RegressionState implements FittedModel {
    private static final double MEMORY_DAYS = 10;
    // A gap of up to a day divided by this is short.
    private static final int SHORT_GAPS_PER_DAY = 24;
    private static final int MAX_ROWS_UNSOLVED = 100;
    private static final int MIN_ROWS = 20;
    private static final int TRAINING_DAYS = 14;
    // Within the training days; bounds the cost of short steps.
    private static final int MAX_ROWS = 600;
    private static final int[] REGRESSOR_COUNTS = {
        LagRegressors.RECENT, LagRegressors.WITH_DAY, LagRegressors.WITH_WEEK
    };
    private static final double MIN_NOISE = 1e-9; // of the mean value
    private static final double LATEST_WEIGHT = 0.03; // of the newest value in the running means
    private static final int EQUAL_WEIGHT_SLOTS = 33; // first slots, all with the same weight

    private final SeasonalRegression model;
    private final Horizons horizons;
    private final int expected; // slots fed in bulk
    private LagHistory history;
    private final LagRegressors.Profile profile;
    private LagRegressors regressors;
    private final RidgeEquations[] equations;
    private final double growth; // of the importance of a row, per slot
    private int slots;
    private int nextLearnt; // next slot to learn from
    private int place; // of the next slot in the day
    private int prepared = -1; // origin of the current regressors
    private int rows;
    private int solvedRows;
    private double importance = 1;
    private int gap;
    private double roughness; // mean absolute step from slot to slot
    private double meanSize; // mean absolute value

    /** Starts empty; expects {@code expected} slots in bulk first, of which only the last are learnt from. */
    RegressionState(SeasonalRegression model, Horizons horizons, int expected) {
        this.model = model;
        this.horizons = horizons;
        int oldest =
                LagRegressors.lookback(
                        model.day(), model.week(), model.horizon(), SeasonalRegression.WEEK);
        history = new LagHistory(oldest + model.horizon() + 2);
        profile = new LagRegressors.Profile(model.day());
        regressors = regressors();
        this.expected = expected;
        nextLearnt = expected - TRAINING_DAYS * model.day();
        growth = Math.pow(2, 1 / (MEMORY_DAYS * Math.max(100, model.day())));
        equations = new RidgeEquations[horizons.nodes()];
        Arrays.setAll(equations, i -> new RidgeEquations(REGRESSOR_COUNTS));
    }

    private LagRegressors regressors() {
        return new LagRegressors(model.day(), model.week(), model.horizon(), history);
    }

    /** Shares the latest values of other models if they have them. */
    void share(PreparedHistory past) {
        history = past.shared(history);
        regressors = regressors();
        prepared = -1;
    }

    @Override
    public void observe(double value) {
        int slot = slots;
        if (slot >= nextLearnt) {
            nextLearnt = slot + stride(slot);
            learn(slot, value);
        }
        gap = 0;
        profile.learn(place, value);
        append(value);
    }

    /** Fills a short gap with the last value, a long one with the day before. */
    @Override
    public void observeMissing() {
        double fillValue = fillValue();
        gap++;
        append(fillValue);
    }

    private void append(double value) {
        int slot = slots;
        double step = slot > 0 ? Math.abs(value - history.value(slot - 1)) : 0;
        roughness +=
                (step - roughness)
                        * (slot > EQUAL_WEIGHT_SLOTS ? LATEST_WEIGHT : 1.0 / Math.max(1, slot));
        meanSize +=
                (Math.abs(value) - meanSize)
                        * (slot > EQUAL_WEIGHT_SLOTS ? LATEST_WEIGHT : 1.0 / (slot + 1));
        history.add(slots++, value);
        place = place + 1 == model.day() ? 0 : place + 1;
        prepared = -1;
        if (rows - solvedRows >= Math.min(MAX_ROWS_UNSOLVED, MIN_ROWS + rows / 8)) {
            solve();
        }
    }

    /** Slots between learnt rows: 1 while rows are few. */
    private int stride(int slot) {
        return Math.max(
                1, Math.min(Math.max(slot, expected), TRAINING_DAYS * model.day()) / MAX_ROWS);
    }

    private double fillValue() {
        int slot = slots;
        if (slot == 0) {
            return 0;
        }
        boolean isLong = gap > model.day() / SHORT_GAPS_PER_DAY;
        return isLong && history.holds(slot - model.day())
                ? history.value(slot - model.day())
                : history.value(slot - 1);
    }

    private void learn(int slot, double target) {
        double noise = roughness + MIN_NOISE * meanSize;
        if (noise == 0) {
            return;
        }
        importance *= Math.pow(growth, stride(slot));
        for (int node = 0; node < equations.length; node++) {
            int origin = slot - horizons.slotsAhead(node);
            if (origin < LagRegressors.LONG || !history.holds(origin - LagRegressors.LONG)) {
                continue;
            }
            regressors.moveTo(origin, profile);
            double[] row = regressors.row(horizons.slotsAhead(node), profile);
            equations[node].learn(row, target - history.value(origin), 1 / noise, importance);
        }
        rows++;
    }

    void solve() {
        if (rows >= MIN_ROWS && rows > solvedRows) {
            solvedRows = rows;
            for (RidgeEquations each : equations) {
                each.solve();
            }
        }
    }

    @Override
    public double forecast(int variant, int steps) {
        int origin = slots - 1;
        if (origin < LagRegressors.LONG) {
            return history.value(Math.max(0, origin));
        }
        if (prepared != origin) {
            regressors.moveTo(origin, profile);
            prepared = origin;
        }
        double[] row = regressors.row(Math.min(steps, model.horizon()), profile);
        int below = horizons.nodeBelow(steps);
        double fraction = horizons.fraction(steps);
        double increment = equations[below].predict(row, variant);
        if (fraction > 0 && below + 1 < equations.length) {
            double next = equations[below + 1].predict(row, variant);
            increment += fraction * (next - increment);
        }
        return history.value(origin) + increment;
    }
}
