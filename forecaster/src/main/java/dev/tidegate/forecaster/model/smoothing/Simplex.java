package dev.tidegate.forecaster.model.smoothing;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Minimises a function of a few parameters within bounds (Nelder, Mead 1965, with the usual coefficients).
 * Deterministic, with a bounded number of evaluations: fits run thousands of times a tick.
 */
final class Simplex {
    private static final int MAX_EVALUATIONS = 60;
    private static final double TOLERANCE = 1e-4; // relative spread of values at which it stops

    private final ToDoubleFunction<double[]> function;
    private final double[] low;
    private final double[] high;
    private int evaluations;

    private Simplex(ToDoubleFunction<double[]> function, double[] low, double[] high) {
        this.function = function;
        this.low = low;
        this.high = high;
    }

    /** The best point found from {@code start}; the initial simplex extends {@code step} in each dimension. */
    static double[] minimise(
            ToDoubleFunction<double[]> function,
            double[] start,
            double[] step,
            double[] low,
            double[] high) {
        return new Simplex(function, low, high).run(start, step);
    }

    private double[] run(double[] start, double[] step) {
        int n = start.length;
        Vertex[] simplex = new Vertex[n + 1];
        simplex[0] = at(start.clone());
        for (int i = 0; i < n; i++) {
            double[] point = start.clone();
            point[i] += point[i] + step[i] > high[i] ? -step[i] : step[i];
            simplex[i + 1] = at(point);
        }
        while (evaluations < MAX_EVALUATIONS) {
            Arrays.sort(simplex, (a, b) -> Double.compare(a.value, b.value));
            Vertex worst = simplex[n];
            if (worst.value - simplex[0].value <= TOLERANCE * Math.abs(simplex[0].value)) {
                break;
            }
            double[] centre = new double[n];
            for (int v = 0; v < n; v++) {
                for (int i = 0; i < n; i++) {
                    centre[i] += simplex[v].point[i] / n;
                }
            }
            Vertex reflected = at(along(centre, worst.point, -1));
            if (reflected.value < simplex[0].value) {
                Vertex expanded = at(along(centre, worst.point, -2));
                simplex[n] = expanded.value < reflected.value ? expanded : reflected;
            } else if (reflected.value < simplex[n - 1].value) {
                simplex[n] = reflected;
            } else {
                Vertex contracted =
                        reflected.value < worst.value
                                ? at(along(centre, reflected.point, 0.5))
                                : at(along(centre, worst.point, 0.5));
                if (contracted.value < Math.min(worst.value, reflected.value)) {
                    simplex[n] = contracted;
                } else {
                    for (int v = 1; v <= n; v++) {
                        simplex[v] = at(along(simplex[0].point, simplex[v].point, 0.5));
                    }
                }
            }
        }
        Arrays.sort(simplex, (a, b) -> Double.compare(a.value, b.value));
        return simplex[0].point;
    }

    private Vertex at(double[] point) {
        for (int i = 0; i < point.length; i++) {
            point[i] = Math.max(low[i], Math.min(high[i], point[i]));
        }
        evaluations++;
        double value = function.applyAsDouble(point);
        return new Vertex(point, Double.isFinite(value) ? value : Double.MAX_VALUE);
    }

    private static double[] along(double[] from, double[] to, double fraction) {
        double[] point = new double[from.length];
        Arrays.setAll(point, i -> from[i] + fraction * (to[i] - from[i]));
        return point;
    }

    private static final class Vertex {
        final double[] point;
        final double value;

        Vertex(double[] point, double value) {
            this.point = point;
            this.value = value;
        }
    }
}
