package dev.tidegate.forecaster.model.regression;

import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.LagHistory;
import dev.tidegate.forecaster.model.PreparedHistory;
import dev.tidegate.forecaster.series.Horizons;
import java.util.Arrays;

/**
 * A seasonal regression as it stands: one set of normal equations a node of the reach, solved a few times a day,
 * coefficients interpolated between nodes. Each row is learnt before its target enters anything.
 */
final class RegressionState implements FittedModel {
    private static final double MEMORY_DAYS = 10;
    private static final int SHORT_GAPS_A_DAY =
            24; // a gap no longer than one of so many parts is short
    private static final int MOST_ROWS_UNSOLVED = 100;
    private static final int LEAST_ROWS = 20;
    private static final int TAUGHT_DAYS = 14;
    private static final int MOST_ROWS =
            600; // taught in those days, which bounds the cost of short steps
    private static final int[] SETS = {
        LagRegressors.RECENT, LagRegressors.WITH_DAY, LagRegressors.WITH_WEEK
    };
    private static final double QUIET =
            1e-9; // of the mean value: no series is less noisy than that
    private static final double LATELY = 0.03; // weight of the newest in what is usual
    private static final int FEW = 33; // slots, of which each weighs the same

    private final SeasonalRegression model;
    private final Horizons reach;
    private final int expected; // slots, fed at once
    private LagHistory history;
    private final LagRegressors.Profile profile;
    private LagRegressors regressors;
    private final RidgeEquations[] equations;
    private final double growth; // of a row's importance a slot
    private int slots;
    private int nextTaught; // slot
    private int place; // of the coming slot in the day
    private int prepared = -1; // the origin that the regressors stand at
    private int rows;
    private int solvedRows;
    private double importance = 1;
    private int gap;
    private double roughness; // mean absolute step from slot to slot
    private double size; // mean absolute value

    /** Starts empty, to be fed {@code expected} slots at once: of those only the last are learnt. */
    RegressionState(SeasonalRegression model, Horizons reach, int expected) {
        this.model = model;
        this.reach = reach;
        int oldest =
                LagRegressors.oldest(
                        model.day(), model.week(), model.reach(), SeasonalRegression.WEEK);
        history = new LagHistory(oldest + model.reach() + 2);
        profile = new LagRegressors.Profile(model.day());
        regressors = regressors();
        this.expected = expected;
        nextTaught = expected - TAUGHT_DAYS * model.day();
        growth = Math.pow(2, 1 / (MEMORY_DAYS * Math.max(100, model.day())));
        equations = new RidgeEquations[reach.nodes()];
        Arrays.setAll(equations, i -> new RidgeEquations(SETS));
    }

    private LagRegressors regressors() {
        return new LagRegressors(model.day(), model.week(), model.reach(), history);
    }

    /** Goes on with the latest values that other models keep, if they do. */
    void share(PreparedHistory past) {
        history = past.shared(history);
        regressors = regressors();
        prepared = -1;
    }

    @Override
    public void observe(double value) {
        int slot = slots;
        if (slot >= nextTaught) {
            nextTaught = slot + stride(slot);
            learn(slot, value);
        }
        gap = 0;
        profile.learn(place, value);
        move(value);
    }

    /** A short gap keeps the last value, a long one repeats the day before. */
    @Override
    public void pass() {
        double standIn = standIn();
        gap++;
        move(standIn);
    }

    private void move(double value) {
        int slot = slots;
        double step = slot > 0 ? Math.abs(value - history.value(slot - 1)) : 0;
        roughness += (step - roughness) * (slot > FEW ? LATELY : 1.0 / Math.max(1, slot));
        size += (Math.abs(value) - size) * (slot > FEW ? LATELY : 1.0 / (slot + 1));
        history.add(slots++, value);
        place = place + 1 == model.day() ? 0 : place + 1;
        prepared = -1;
        if (rows - solvedRows >= Math.min(MOST_ROWS_UNSOLVED, LEAST_ROWS + rows / 8)) {
            solve();
        }
    }

    /** Slots from one learnt row to the next: none is spared while rows are few. */
    private int stride(int slot) {
        return Math.max(
                1, Math.min(Math.max(slot, expected), TAUGHT_DAYS * model.day()) / MOST_ROWS);
    }

    private double standIn() {
        int slot = slots;
        if (slot == 0) {
            return 0;
        }
        boolean isLong = gap > model.day() / SHORT_GAPS_A_DAY;
        return isLong && history.holds(slot - model.day())
                ? history.value(slot - model.day())
                : history.value(slot - 1);
    }

    private void learn(int slot, double target) {
        double noise = roughness + QUIET * size;
        if (noise == 0) {
            return;
        }
        importance *= Math.pow(growth, stride(slot));
        for (int node = 0; node < equations.length; node++) {
            int origin = slot - reach.ahead(node);
            if (origin < LagRegressors.LONG || !history.holds(origin - LagRegressors.LONG)) {
                continue;
            }
            regressors.at(origin, profile);
            double[] row = regressors.ahead(reach.ahead(node), profile);
            equations[node].learn(row, target - history.value(origin), 1 / noise, importance);
        }
        rows++;
    }

    void solve() {
        if (rows >= LEAST_ROWS && rows > solvedRows) {
            solvedRows = rows;
            for (RidgeEquations each : equations) {
                each.solve();
            }
        }
    }

    @Override
    public double ahead(int variant, int steps) {
        int origin = slots - 1;
        if (origin < LagRegressors.LONG) {
            return history.value(Math.max(0, origin));
        }
        if (prepared != origin) {
            regressors.at(origin, profile);
            prepared = origin;
        }
        double[] row = regressors.ahead(Math.min(steps, model.reach()), profile);
        int below = reach.nodeBelow(steps);
        double part = reach.part(steps);
        double increment = equations[below].predict(row, variant);
        if (part > 0 && below + 1 < equations.length) {
            double next = equations[below + 1].predict(row, variant);
            increment += part * (next - increment);
        }
        return history.value(origin) + increment;
    }
}
