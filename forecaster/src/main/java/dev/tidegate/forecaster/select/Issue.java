package dev.tidegate.forecaster.select;

import dev.tidegate.forecaster.interval.Spread;

/** What was foreseen after some slots: room for one forecast, used again when its outcomes are all in. */
final class Issue {
    private static final int NEVER = -1;

    final boolean[] awake;
    final double[][] centres; // [node][expert]; turns into errors as outcomes come in
    final double[] combined;
    final double[] spread;
    final double[][] features; // of the spread
    final double[] ranks; // of the outcomes; 0 until known
    double usual; // mean absolute step at the time
    private int at = NEVER;

    Issue(int nodes, int experts) {
        awake = new boolean[experts];
        centres = new double[nodes][experts];
        combined = new double[nodes];
        spread = new double[nodes];
        features = new double[nodes][Spread.FEATURES];
        ranks = new double[nodes];
    }

    /** Makes room for the forecast after {@code slots}. */
    void begin(int slots, boolean[] nowAwake, double usualNow) {
        at = slots;
        usual = usualNow;
        System.arraycopy(nowAwake, 0, awake, 0, awake.length);
        java.util.Arrays.fill(combined, 0);
        java.util.Arrays.fill(ranks, 0);
    }

    boolean isOf(int slots) {
        return at == slots;
    }
}
