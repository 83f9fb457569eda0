package dev.tidegate.forecaster.model.regression;

import java.util.Arrays;

/** An ARMA model: x[t] = sum ar[i] x[t-1-i] + e[t] + sum ma[i] e[t-1-i]. Its arrays are not modified after construction. */
final class Arma {
    final double[] ar;
    final double[] ma;
    final double deviation; // of e

    Arma(double[] ar, double[] ma, double deviation) {
        this.ar = ar;
        this.ma = ma;
        this.deviation = deviation;
    }

    /** Whether it is stationary and invertible. */
    boolean isSound() {
        double[] inverse = new double[ma.length];
        Arrays.setAll(inverse, i -> -ma[i]);
        return Levinson.isStationary(ar) && Levinson.isStationary(inverse);
    }
}
