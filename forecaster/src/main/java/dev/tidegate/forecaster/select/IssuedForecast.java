package dev.tidegate.forecaster.select;

import dev.tidegate.forecaster.interval.Spread;
import java.util.Arrays;

/** What was foreseen after some slots: room for one forecast, used again when its outcomes are all in. */
final class IssuedForecast {
    private static final int NEVER = -1;

    final boolean[] awake;
    final double[] combined;
    final double[] spread;
    final float[] ranks; // of the outcomes; 0 until known
    double usual; // mean absolute step at the time
    private final float[] centres; // node after node, of each expert
    private final float[] features; // of the spread, node after node
    private int at = NEVER;

    IssuedForecast(int nodes, int experts) {
        awake = new boolean[experts];
        centres = new float[nodes * experts];
        combined = new double[nodes];
        spread = new double[nodes];
        features = new float[nodes * Spread.FEATURES];
        ranks = new float[nodes];
    }

    /** Makes room for the forecast after {@code slots}. */
    void begin(int slots, boolean[] nowAwake, double usualNow) {
        at = slots;
        usual = usualNow;
        System.arraycopy(nowAwake, 0, awake, 0, awake.length);
        Arrays.fill(ranks, 0);
    }

    boolean isOf(int slots) {
        return at == slots;
    }

    void put(int node, int expert, double centre) {
        centres[node * awake.length + expert] = (float) centre;
    }

    /** Fills {@code errors} with how far {@code value} is from what each expert said, times {@code unit}. */
    void errors(int node, double value, double unit, double[] errors) {
        int first = node * errors.length;
        for (int k = 0; k < errors.length; k++) {
            errors[k] = (value - centres[first + k]) * unit;
        }
    }

    void putFeatures(int node, double[] row) {
        for (int i = 0; i < row.length; i++) {
            features[node * row.length + i] = (float) row[i];
        }
    }

    void features(int node, double[] row) {
        for (int i = 0; i < row.length; i++) {
            row[i] = features[node * row.length + i];
        }
    }
}
