package dev.tidegate.forecaster.model.season;

import dev.tidegate.forecaster.model.KnownValues;
import dev.tidegate.forecaster.series.Series;
import java.util.Arrays;
import java.util.OptionalInt;
import org.hipparchus.transform.DftNormalization;
import org.hipparchus.transform.FastFourierTransformer;
import org.hipparchus.transform.TransformType;

/**
 * Finds an unknown season besides the day: the peak of the periodogram relative to its neighbours (in the manner of
 * Fisher 1929), refined by the autocorrelation, which must peak there too (Vlachos, Yu, Castelli 2005).
 */
public final class Periods {
    private static final int MAX_SLOTS = 8_192;
    private static final int MIN_SLOTS = 64;
    private static final int MIN_PERIOD = 4;
    private static final int MIN_SEASONS = 4;
    // To the mean of its neighbours; chance gives 8 among thousands.
    private static final double MIN_PEAK_RATIO = 20;
    private static final double MIN_CORRELATION = 0.25;
    private static final double NEIGHBOURHOOD = 0.25; // of the frequency, on each side

    private Periods() {}

    /** Slots of the most significant season of {@code history} other than {@code day}, if there is one. */
    public static OptionalInt find(int day, Series history) {
        if (history.knownSlots() < MIN_SLOTS) {
            return OptionalInt.empty();
        }
        double[] values = withoutDay(day, KnownValues.last(history, MAX_SLOTS));
        int size = Integer.highestOneBit(values.length);
        double[] newest = Arrays.copyOfRange(values, values.length - size, values.length);
        double[] power = periodogram(newest);
        int peak = peak(power, size);
        if (peak == 0) {
            return OptionalInt.empty();
        }
        return refine(values, size, peak, day);
    }

    /** Differences from the mean of the same time of all days, if there are several days. */
    private static double[] withoutDay(int day, double[] values) {
        int season = values.length >= 3 * day ? day : 1;
        double[] sum = new double[season];
        int[] count = new int[season];
        for (int i = 0; i < values.length; i++) {
            sum[i % season] += values[i];
            count[i % season]++;
        }
        double[] remainder = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            remainder[i] = values[i] - sum[i % season] / count[i % season];
        }
        return remainder;
    }

    private static double[] periodogram(double[] values) {
        double[][] transformed = {values.clone(), new double[values.length]};
        FastFourierTransformer.transformInPlace(
                transformed, DftNormalization.STANDARD, TransformType.FORWARD);
        double[] power = new double[values.length / 2];
        for (int k = 1; k < power.length; k++) {
            double real = transformed[0][k];
            double imaginary = transformed[1][k];
            power[k] = real * real + imaginary * imaginary;
        }
        return power;
    }

    /** The frequency with the highest peak ratio; 0 if none is significant. */
    private static int peak(double[] power, int size) {
        double[] sums = new double[power.length + 1];
        for (int k = 0; k < power.length; k++) {
            sums[k + 1] = sums[k] + power[k];
        }
        int best = 0;
        double bestRatio = MIN_PEAK_RATIO;
        for (int k = MIN_SEASONS; k <= size / MIN_PERIOD && k < power.length; k++) {
            int width = Math.max(3, (int) (NEIGHBOURHOOD * k));
            int from = Math.max(1, k - width);
            int to = Math.min(power.length, k + width + 1);
            int peakWidth =
                    Math.min(to, k + 2)
                            - Math.max(from, k - 1); // a peak leaks into adjacent frequencies
            double own = sums[Math.min(to, k + 2)] - sums[Math.max(from, k - 1)];
            double others = (sums[to] - sums[from] - own) / Math.max(1, to - from - peakWidth);
            double ratio = others > 0 ? power[k] / others : power[k] > 0 ? Double.MAX_VALUE : 0;
            if (ratio > bestRatio) {
                bestRatio = ratio;
                best = k;
            }
        }
        return best;
    }

    private static OptionalInt refine(double[] values, int size, int peak, int day) {
        int shortest = Math.max(MIN_PERIOD, (int) (size / (peak + 1.0)));
        int longest = (int) Math.ceil(size / (peak - 1.0));
        double[] correlations = correlations(values, Math.min(longest, values.length / 2) + 2);
        int best = 0;
        double bestCorrelation = MIN_CORRELATION;
        for (int lag = shortest; lag <= longest && lag < values.length / 2; lag++) {
            double correlation = correlations[lag];
            if (correlation > bestCorrelation
                    && correlation >= correlations[lag - 1]
                    && correlation >= correlations[lag + 1]) {
                bestCorrelation = correlation;
                best = lag;
            }
        }
        return best == 0 || best == day ? OptionalInt.empty() : OptionalInt.of(best);
    }

    /** Autocorrelations at lags below {@code count}, by the power spectrum (Wiener, Khinchin). */
    private static double[] correlations(double[] values, int count) {
        int padded = 2 * Integer.highestOneBit(values.length + count - 1);
        double[][] transformed = {Arrays.copyOf(values, padded), new double[padded]};
        FastFourierTransformer.transformInPlace(
                transformed, DftNormalization.STANDARD, TransformType.FORWARD);
        for (int k = 0; k < padded; k++) {
            double real = transformed[0][k];
            double imaginary = transformed[1][k];
            transformed[0][k] = real * real + imaginary * imaginary;
            transformed[1][k] = 0;
        }
        FastFourierTransformer.transformInPlace(
                transformed, DftNormalization.STANDARD, TransformType.INVERSE);
        double squares = transformed[0][0];
        double[] correlations = new double[count];
        for (int lag = 0; lag < count; lag++) {
            correlations[lag] = squares > 0 ? transformed[0][lag] / squares : 0;
        }
        return correlations;
    }
}
