package dev.tidegate.forecaster.score;

import java.util.List;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * Whether the losses of two forecasters at the same origins differ by more than luck (Diebold, Mariano 1995, for
 * origins so far apart that their losses do not overlap; Student's distribution after Harvey, Leybourne, Newbold
 * 1997).
 *
 * @param statistic below zero when the first has the smaller losses
 * @param pValue probability of a difference at least so large if there were none
 */
public record DieboldMariano(double statistic, double pValue) {

    public static DieboldMariano compare(List<Double> first, List<Double> second) {
        int count = first.size();
        if (count != second.size() || count < 2) {
            throw new IllegalArgumentException(
                    "losses must be paired, two at least, were " + count + " and " + second.size());
        }
        double mean = 0;
        for (int i = 0; i < count; i++) {
            mean += (first.get(i) - second.get(i)) / count;
        }
        double squares = 0;
        for (int i = 0; i < count; i++) {
            double distance = first.get(i) - second.get(i) - mean;
            squares += distance * distance;
        }
        if (squares == 0) {
            return new DieboldMariano(0, 1);
        }
        double statistic = mean / Math.sqrt(squares / (count - 1) / count);
        double tail = new TDistribution(count - 1).cumulativeProbability(-Math.abs(statistic));
        return new DieboldMariano(statistic, Math.min(1, 2 * tail));
    }
}
