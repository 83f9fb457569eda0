package dev.tidegate.forecaster.model.season;

import dev.tidegate.forecaster.series.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Seasons by loess: STL (Cleveland, Cleveland, McRae, Terpenning 1990) for one period, MSTL (Bandara, Hyndman, Bergmeir
 * 2021) for several, each extracted in turn from the remainder of the others, twice. Seasonal windows are those of MSTL,
 * 11, 15, …; robustness weights limit outliers. The last season found is the one that repeats.
 *
 * @param periods slots in each season, shortest first
 * @param window slots of history that are used
 */
public record Stl(List<Integer> periods, int window) implements Decomposition {
    private static final int ROUNDS = 2;

    public Stl {
        periods = List.copyOf(periods);
        if (periods.isEmpty() || periods.get(0) < 2) {
            throw new IllegalArgumentException("periods must be at least 2, were " + periods);
        }
    }

    @Override
    public String name() {
        StringBuilder name = new StringBuilder("stl");
        periods.forEach(period -> name.append('-').append(period));
        return name.toString();
    }

    @Override
    public int minSlots() {
        return 2 * periods.get(periods.size() - 1);
    }

    @Override
    public Seasons of(Series history) {
        int skipped = Math.max(0, history.size() - Math.max(window, minSlots()));
        int size = history.size() - skipped;
        double[] values = new double[size];
        double[] weights = new double[size];
        double last = 0;
        for (int i = 0; i < size; i++) {
            boolean known = history.isKnown(skipped + i);
            last = known ? history.value(skipped + i) : last;
            values[i] = last;
            weights[i] = known ? 1 : 0;
        }
        double[][] found = new double[periods.size()][size];
        double[] remainder = new double[size];
        for (int round = 0; round < (periods.size() > 1 ? ROUNDS : 1); round++) {
            for (int p = 0; p < found.length; p++) {
                for (int i = 0; i < size; i++) {
                    remainder[i] = values[i];
                    for (int other = 0; other < found.length; other++) {
                        remainder[i] -= other == p ? 0 : found[other][i];
                    }
                }
                Arrays.fill(found[p], 0);
                new StlSeason(periods.get(p), 11 + 4 * p).extract(remainder, weights, found[p]);
            }
        }
        return lastSeasons(found, skipped);
    }

    private Seasons lastSeasons(double[][] found, int skipped) {
        List<float[]> profiles = new ArrayList<>();
        for (int p = 0; p < found.length; p++) {
            int period = periods.get(p);
            float[] profile = new float[period];
            for (int i = found[p].length - period; i < found[p].length; i++) {
                profile[(i + skipped) % period] = (float) found[p][i];
            }
            profiles.add(profile);
        }
        return new Seasons(profiles, false);
    }
}
