package dev.tidegate.forecaster.score;

import java.util.List;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * Whether the losses of two forecasters at the same origins differ by more than luck (Diebold, Mariano 1995), with
 * the correction for small samples and Student's distribution (Harvey, Leybourne, Newbold 1997, equation 9).
 *
 * @param statistic below zero when the first has the smaller losses
 * @param pValue probability of a difference at least so large if there were none
 */
public record DieboldMariano(double statistic, double pValue) {

    /**
     * For losses at consecutive origins.
     *
     * @param lags how many origins back losses still share an outcome; 0 when they share none
     */
    public static DieboldMariano compare(List<Double> first, List<Double> second, int lags) {
        int count = first.size();
        if (count != second.size() || count < 2) {
            throw new IllegalArgumentException(
                    "losses must be paired, two at least, were " + count + " and " + second.size());
        }
        if (lags < 0 || lags >= count) {
            throw new IllegalArgumentException(
                    "lags must lie in 0 to " + (count - 1) + ", was " + lags);
        }
        double[] difference = new double[count];
        double mean = 0;
        for (int i = 0; i < count; i++) {
            difference[i] = first.get(i) - second.get(i);
            mean += difference[i] / count;
        }
        double plain = autocovariance(difference, mean, 0);
        if (plain == 0) {
            boolean equal = mean == 0;
            return new DieboldMariano(
                    equal ? 0 : Math.copySign(Double.POSITIVE_INFINITY, mean), equal ? 1 : 0);
        }
        double variance = plain;
        for (int lag = 1; lag <= lags; lag++) {
            variance += 2 * autocovariance(difference, mean, lag);
        }
        boolean usable = variance > 0; // the estimate may be negative; then ignore the overlap
        int horizon = usable ? lags + 1 : 1;
        double correction =
                (count + 1 - 2.0 * horizon + (double) horizon * (horizon - 1) / count) / count;
        double statistic =
                mean / Math.sqrt((usable ? variance : plain) / count) * Math.sqrt(correction);
        double tail = new TDistribution(count - 1).cumulativeProbability(-Math.abs(statistic));
        return new DieboldMariano(statistic, Math.min(1, 2 * tail));
    }

    private static double autocovariance(double[] difference, double mean, int lag) {
        double sum = 0;
        for (int i = lag; i < difference.length; i++) {
            sum += (difference[i] - mean) * (difference[i - lag] - mean);
        }
        return sum / difference.length;
    }
}
