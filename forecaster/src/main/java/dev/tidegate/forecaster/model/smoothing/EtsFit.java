package dev.tidegate.forecaster.model.smoothing;

import java.util.Arrays;
import java.util.stream.IntStream;

/** One form of exponential smoothing with its maximum-likelihood parameters. */
final class EtsFit {
    private static final double[] START = {0.5, 0.1, 0.92, 0.1};
    private static final double[] STEP = {0.25, 0.1, 0.05, 0.2};
    private static final double[] LOW = {0.001, 0.0001, 0.8, 0.0001};
    private static final double[] HIGH = {0.9999, 0.9, 0.98, 0.9};
    private static final double MIN_NOISE = 1e-12; // of the mean square: lower bound of the error

    private final EtsForm form;
    private final int period;
    private final double[] parameters; // alpha, beta / alpha, phi, gamma / (1 - alpha)
    private final double criterion;

    private EtsFit(EtsForm form, int period, double[] parameters, double criterion) {
        this.form = form;
        this.period = period;
        this.parameters = parameters;
        this.criterion = criterion;
    }

    /** Corrected Akaike information criterion; infinite when there are too few values. */
    double criterion() {
        return criterion;
    }

    static EtsFit of(EtsForm form, int period, double[] values) {
        int[] free = free(form);
        double[] found =
                Simplex.minimise(
                        p -> deviance(form, period, expand(form, free, p), values),
                        pick(START, free),
                        pick(STEP, free),
                        pick(LOW, free),
                        pick(HIGH, free));
        double[] parameters = expand(form, free, found);
        double k = form.parameterCount(period);
        double degreesOfFreedom = values.length - k - 1;
        double criterion =
                degreesOfFreedom > 0
                        ? deviance(form, period, parameters, values)
                                + 2 * k * values.length / degreesOfFreedom
                        : Double.POSITIVE_INFINITY;
        return new EtsFit(form, period, parameters, criterion);
    }

    /** The state after {@code values}. */
    EtsState state(double[] values) {
        EtsState state = EtsState.start(form, period, parameters, values);
        for (double value : values) {
            state.observe(value);
        }
        return state;
    }

    /** Minus twice the logarithm of the likelihood, up to a constant. */
    private static double deviance(EtsForm form, int period, double[] parameters, double[] values) {
        EtsState state = EtsState.start(form, period, parameters, values);
        double squares = 0;
        double total = 0;
        double logs = 0;
        double product = 1;
        for (double value : values) {
            double error = state.update(value);
            squares += error * error;
            total += form.isMultiplicative() ? 1 : value * value;
            if (form.isMultiplicative()) {
                product *= Math.abs(state.lastForecast()); // one logarithm per many factors
                if (!(product > 1e-100 && product < 1e100)) {
                    logs += Math.log(product);
                    product = 1;
                }
            }
        }
        logs += Math.log(product);
        return values.length * Math.log(squares + MIN_NOISE * total + Double.MIN_NORMAL) + 2 * logs;
    }

    private static int[] free(EtsForm form) {
        return IntStream.range(0, START.length)
                .filter(
                        i ->
                                i == 0
                                        || (i == 1 && form.trend())
                                        || (i == 2 && form.damped())
                                        || (i == 3 && form.seasonal()))
                .toArray();
    }

    private static double[] pick(double[] from, int[] free) {
        return Arrays.stream(free).mapToDouble(i -> from[i]).toArray();
    }

    private static double[] expand(EtsForm form, int[] free, double[] found) {
        double[] parameters = {0, 0, form.trend() ? 1 : 0, 0};
        for (int i = 0; i < free.length; i++) {
            parameters[free[i]] = found[i];
        }
        return parameters;
    }
}
