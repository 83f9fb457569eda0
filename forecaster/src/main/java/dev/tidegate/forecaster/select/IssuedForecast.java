package dev.tidegate.forecaster.select;

import dev.tidegate.forecaster.interval.Spread;
import java.util.Arrays;

/** A recorded forecast, at the nodes of the horizon, kept until its outcomes are known. Reused for later forecasts. */
final class IssuedForecast {
    private static final int NEVER = -1;

    final boolean[] awake;
    final double[] combined;
    final double[] spread;
    final float[] ranks; // of the outcomes; 0 until known
    double meanStep; // mean absolute step when it was issued
    private final float[] points; // point forecasts, [node][expert], row by row
    private final float[] features; // of the spread, [node][feature], row by row
    private int issuedAt = NEVER;

    IssuedForecast(int nodes, int experts) {
        awake = new boolean[experts];
        points = new float[nodes * experts];
        combined = new double[nodes];
        spread = new double[nodes];
        features = new float[nodes * Spread.FEATURES];
        ranks = new float[nodes];
    }

    /** Starts recording the forecast issued after {@code slots}. */
    void start(int slots, boolean[] nowAwake, double currentMeanStep) {
        issuedAt = slots;
        meanStep = currentMeanStep;
        System.arraycopy(nowAwake, 0, awake, 0, awake.length);
        Arrays.fill(ranks, 0);
    }

    boolean isIssuedAfter(int slots) {
        return issuedAt == slots;
    }

    void put(int node, int expert, double point) {
        points[node * awake.length + expert] = (float) point;
    }

    /** Fills {@code errors} with {@code value} minus each expert's forecast, times {@code unit}. */
    void errors(int node, double value, double unit, double[] errors) {
        int first = node * errors.length;
        for (int k = 0; k < errors.length; k++) {
            errors[k] = (value - points[first + k]) * unit;
        }
    }

    void putFeatures(int node, double[] values) {
        for (int i = 0; i < values.length; i++) {
            features[node * values.length + i] = (float) values[i];
        }
    }

    void features(int node, double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = features[node * values.length + i];
        }
    }
}
