package dev.tidegate.forecaster.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidegate.forecaster.interval.Normal;
import dev.tidegate.forecaster.series.Horizons;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Two nodes, the second one or eight slots after the first. */
final class RankPathsTest {
    private static final int KEPT = 200;
    private static final int FAR = 9;
    private static final double BY_TABLE = 0.002; // that a rank may be off by

    @Test
    void atItsNodesAPathHasTheRanksThatWereFound() {
        RankPaths paths = next();
        paths.add(ranks(0.1, 0.7));
        paths.add(ranks(0.95, 0.3));

        double[][] over = paths.paths(2);

        assertThat(over).hasDimensions(2, 2);
        assertThat(over[0]).containsExactly(new double[] {0.1, 0.7}, within(BY_TABLE));
        assertThat(over[1]).containsExactly(new double[] {0.95, 0.3}, within(BY_TABLE));
    }

    @Test
    void aMissingOutcomeFellInTheMiddle() {
        RankPaths paths = next();
        paths.add(ranks(0, 0.7));

        assertThat(paths.paths(1)[0][0]).isCloseTo(0.5, within(BY_TABLE));
    }

    @Test
    void onlyTheLatestAreKept() {
        RankPaths paths = next();
        for (int i = 0; i < KEPT; i++) {
            paths.add(ranks(0.1, 0.1));
        }
        for (int i = 0; i < KEPT - 1; i++) {
            paths.add(ranks(0.9, 0.9));
        }

        double[][] over = paths.paths(2);

        assertThat(over).hasNumberOfRows(KEPT);
        assertThat(Arrays.stream(over).filter(path -> path[0] < 0.5)).hasSize(1);
    }

    @Test
    void aCopyStaysAsItWas() {
        RankPaths paths = next();
        paths.add(ranks(0.1, 0.1));
        RankPaths copy = paths.copy();

        for (int i = 0; i < KEPT; i++) {
            paths.add(ranks(0.9, 0.9));
        }

        assertThat(copy.paths(1)).hasNumberOfRows(1);
        assertThat(copy.paths(1)[0][0]).isCloseTo(0.1, within(BY_TABLE));
        assertThat(paths.paths(1)[0][0]).isCloseTo(0.9, within(BY_TABLE));
    }

    @Test
    void theLargestOfIndependentSlotsStaysUnderARankAsOftenAsItsSquare() {
        RankPaths paths = independent(next());

        // Of two: the square of each of 14 parts.
        for (int part = 1; part <= 14; part++) {
            assertThat(largestUnder(paths.paths(2), part / 14.0)).isEqualTo((long) part * part);
        }
    }

    @Test
    void theLargestOfSlotsThatGoTogetherStaysUnderARankAsOftenAsEach() {
        RankPaths paths = far();
        for (int i = 0; i < KEPT; i++) {
            paths.add(ranks((i + 0.5) / KEPT, (i + 0.5) / KEPT));
        }

        // Correlations count up to 0.995, which leaves a path about a twentieth of a score of its
        // own: at most 0.02 of rank.
        for (double rank : new double[] {0.25, 0.5, 0.9}) {
            assertThat(largestUnder(paths.paths(FAR), rank) / (double) KEPT)
                    .isCloseTo(rank, within(0.03));
        }
    }

    @Test
    void betweenNodesSlotsHoldWhatTheyShouldAndGoTogetherAsTheNodesDo() {
        RankPaths paths = independent(far());

        double[][] over = paths.paths(FAR);

        // No correlation counts as 0.02: the eighth root of that from slot to slot. 196 paths tell
        // one of 0.6 to 0.045, a share of 0.9 to 0.02.
        double step = Math.pow(0.02, 1.0 / (FAR - 1));
        double sum = 0;
        for (int h = 0; h + 1 < FAR; h++) {
            double found = correlation(over, h, h + 1);
            assertThat(found).isCloseTo(step, within(0.2));
            sum += found;
        }
        assertThat(sum / (FAR - 1)).isCloseTo(step, within(0.06));
        double all = 0;
        for (int h = 0; h < FAR; h++) {
            int slot = h;
            long under = Arrays.stream(over).filter(path -> path[slot] < 0.9).count();
            assertThat(under / (double) over.length).isCloseTo(0.9, within(0.08));
            all += under;
        }
        assertThat(all / over.length / FAR).isCloseTo(0.9, within(0.03));
    }

    @Test
    void eachPairOfNodesHasItsOwnCorrelation() {
        RankPaths paths = new RankPaths(new Horizons(FAR, 3)); // at one, three and nine
        for (int i = 0; i < 14; i++) {
            for (int j = 0; j < 14; j++) {
                double middle = (i + 0.5) / 14;
                double first = (i + j) % 8 == 0 ? 1 - middle : middle;
                paths.add(new float[] {(float) first, (float) middle, (float) ((j + 0.5) / 14)});
            }
        }

        double[][] over = paths.paths(FAR);

        // One in eight goes against the others: 1 - 2 / 8. The third node goes by itself.
        assertThat(correlation(over, 0, 2)).isCloseTo(0.75, within(0.05));
        assertThat(correlation(over, 0, 1)).isCloseTo(Math.sqrt(0.75), within(0.06));
        assertThat(correlation(over, 1, 2)).isCloseTo(Math.sqrt(0.75), within(0.06));
        double sum = 0;
        for (int h = 2; h + 1 < FAR; h++) {
            sum += correlation(over, h, h + 1);
        }
        assertThat(sum / 6).isCloseTo(Math.pow(0.02, 1.0 / 6), within(0.06));
    }

    @Test
    void fewPathsDoNotSayWhatGoesTogether() {
        RankPaths few = far();
        RankPaths enough = far();
        enough.add(ranks(0.9, 0.9));
        for (int i = 0; i < 19; i++) {
            few.add(ranks(0.9, 0.9));
            enough.add(ranks(0.9, 0.9));
        }

        assertThat(farthestFrom(0.9, enough.paths(FAR))).isLessThan(0.05);
        assertThat(farthestFrom(0.9, few.paths(FAR))).isGreaterThan(0.2);
    }

    @Test
    void slotsThatGoAgainstEachOtherCountAsHardlyRelated() {
        RankPaths paths = far();
        for (int i = 0; i < KEPT; i++) {
            paths.add(ranks((i + 0.5) / KEPT, 1 - (i + 0.5) / KEPT));
        }

        double[][] over = paths.paths(FAR);

        for (double[] path : over) {
            for (double rank : path) {
                assertThat(rank).isBetween(0.0, 1.0);
            }
        }
        assertThat(correlation(over, 3, 4)).isBetween(0.3, 0.8);
    }

    private static RankPaths next() {
        return new RankPaths(new Horizons(2, 2));
    }

    private static RankPaths far() {
        return new RankPaths(new Horizons(FAR, 2));
    }

    /** All pairs of fourteen ranks at the two nodes. */
    private static RankPaths independent(RankPaths paths) {
        for (int i = 0; i < 14; i++) {
            for (int j = 0; j < 14; j++) {
                paths.add(ranks((i + 0.5) / 14, (j + 0.5) / 14));
            }
        }
        return paths;
    }

    private static float[] ranks(double first, double second) {
        return new float[] {(float) first, (float) second};
    }

    private static long largestUnder(double[][] paths, double rank) {
        return Arrays.stream(paths)
                .filter(path -> Arrays.stream(path).max().orElseThrow() < rank)
                .count();
    }

    private static double farthestFrom(double rank, double[][] paths) {
        return Arrays.stream(paths)
                .flatMapToDouble(Arrays::stream)
                .map(each -> Math.abs(each - rank))
                .max()
                .orElseThrow();
    }

    private static double correlation(double[][] paths, int one, int other) {
        double near = 0;
        double far = 0;
        double both = 0;
        for (double[] path : paths) {
            double a = Normal.quantile(path[one]);
            double b = Normal.quantile(path[other]);
            near += a * a;
            far += b * b;
            both += a * b;
        }
        return both / Math.sqrt(near * far);
    }
}
