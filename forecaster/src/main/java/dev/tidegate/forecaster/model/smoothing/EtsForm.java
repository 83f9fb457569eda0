package dev.tidegate.forecaster.model.smoothing;

/** Forms of exponential smoothing in the taxonomy of Hyndman, Koehler, Ord, Snyder (2008, chapter 2). */
enum EtsForm {
    /** ETS(A,N,N). */
    SIMPLE(false, false, false, false),
    /** ETS(A,A,N). */
    HOLT(true, false, false, false),
    /** ETS(A,Ad,N). */
    DAMPED(true, true, false, false),
    /** ETS(A,N,A). */
    SEASONAL(false, false, true, false),
    /** ETS(A,Ad,A), additive Holt–Winters with a damped trend. */
    HOLT_WINTERS(true, true, true, false),
    /** ETS(M,N,M). */
    SEASONAL_FACTORS(false, false, true, true),
    /** ETS(M,Ad,M), multiplicative Holt–Winters with a damped trend. */
    HOLT_WINTERS_FACTORS(true, true, true, true);

    private final boolean trend;
    private final boolean damped;
    private final boolean seasonal;
    private final boolean isMultiplicative;

    EtsForm(boolean trend, boolean damped, boolean seasonal, boolean isMultiplicative) {
        this.trend = trend;
        this.damped = damped;
        this.seasonal = seasonal;
        this.isMultiplicative = isMultiplicative;
    }

    boolean trend() {
        return trend;
    }

    boolean damped() {
        return damped;
    }

    boolean seasonal() {
        return seasonal;
    }

    /** Whether errors and seasons are multiplicative. */
    boolean isMultiplicative() {
        return isMultiplicative;
    }

    /** Number of estimated values: smoothing parameters, initial states, and the variance. */
    int parameterCount(int period) {
        return 3 + (trend ? 2 : 0) + (damped ? 1 : 0) + (seasonal ? 1 + period : 0);
    }
}
