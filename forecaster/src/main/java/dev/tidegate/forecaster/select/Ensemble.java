package dev.tidegate.forecaster.select;

import dev.tidegate.forecaster.interval.Calibration;
import dev.tidegate.forecaster.interval.Knots;
import dev.tidegate.forecaster.interval.Noise;
import dev.tidegate.forecaster.interval.QuantileCurve;
import dev.tidegate.forecaster.interval.Spread;
import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.PreparedHistory;
import dev.tidegate.forecaster.series.Horizons;
import dev.tidegate.forecaster.series.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Combines many models into one forecast. Every few slots the forecast of each expert is recorded at the nodes of the
 * horizon; when the outcomes arrive they update the weights of the experts and the calibration of the combination's
 * errors. An outcome is always scored against a forecast made before it.
 */
public final class Ensemble {
    private static final double MAX_GROWTH = 10; // within the horizon

    private final Horizons horizons;
    private final int stride;
    private final Experts experts;
    private final Noise noise;
    private final List<NodeState> nodes = new ArrayList<>();
    private final IssuedForecast[] pending; // ring buffer, by issue number
    private final RankPaths paths;
    // By node: the phase within the stride of the slots that hold its outcomes.
    private final int[] phases;
    private final double[] points; // scratch: point forecasts of the experts
    private final double[] errors; // scratch: their errors
    private final double[] features = new double[Spread.FEATURES]; // scratch
    private int slots;

    /**
     * @param stride slots between recorded forecasts
     * @param memory half-life of an outcome in the weights, in slots
     * @param window errors that the calibration keeps
     * @param day slots in a day
     */
    public Ensemble(
            List<Model> models, Horizons horizons, int stride, int memory, int window, int day) {
        this.horizons = horizons;
        this.stride = stride;
        experts = new Experts(models);
        noise = new Noise(memory / 8, day);
        double decay = Math.pow(0.5, (double) stride / memory);
        for (int n = 0; n < horizons.nodes(); n++) {
            nodes.add(
                    new NodeState(
                            new ExpertWeights(experts.size(), decay),
                            new Calibration(window, (double) horizons.slotsAhead(n) / stride),
                            new Spread(decay)));
        }
        pending = new IssuedForecast[horizons.steps() / stride + 2];
        Arrays.setAll(pending, i -> new IssuedForecast(nodes.size(), experts.size()));
        paths = new RankPaths(horizons);
        phases = new int[nodes.size()];
        Arrays.setAll(phases, n -> horizons.slotsAhead(n) % stride);
        errors = new double[experts.size()];
        points = new double[experts.size()];
    }

    /** Starts at the end of {@code history}, with no model fitted yet. */
    public void startAfter(Series history) {
        for (int i = 0; i < history.size(); i++) {
            if (history.isKnown(i)) {
                noise.observe(history.value(i));
            } else {
                noise.observeMissing();
            }
        }
        slots = history.size();
        experts.startAfter(history);
    }

    /** Number of models; {@link #fit} takes the index of one. */
    public int modelCount() {
        return experts.modelCount();
    }

    /**
     * Fits a sleeping model on {@code past}, which ends now, if the history is long enough; with {@code refit} also a
     * model that needs a refit.
     *
     * @return whether a model was fitted
     */
    public boolean fit(int model, PreparedHistory past, boolean refit) {
        return experts.fit(model, past, refit);
    }

    /** Whether the history is now long enough for a model that sleeps. */
    public boolean hasModelToFit() {
        return experts.hasModelToFit();
    }

    public void observe(OptionalDouble value) {
        if (value.isPresent()) {
            score(value.getAsDouble());
            noise.observe(value.getAsDouble());
        } else {
            noise.observeMissing();
        }
        experts.observe(value);
        slots++;
        if (slots % stride == 0 && experts.isAnyAwake()) {
            issue();
        }
    }

    /** Quantile curves of the next {@code steps} slots. */
    public List<QuantileCurve> curves(int steps) {
        List<double[]> atNodes = new ArrayList<>(nodes.size());
        for (NodeState node : nodes) {
            atNodes.add(node.calibration().quantiles());
        }
        List<QuantileCurve> curves = new ArrayList<>(steps);
        for (int ahead = 1; ahead <= steps; ahead++) {
            curves.add(curve(ahead, atNodes));
        }
        return curves;
    }

    private QuantileCurve curve(int ahead, List<double[]> atNodes) {
        int below = horizons.nodeBelow(ahead);
        int above = Math.min(below + 1, nodes.size() - 1);
        double fraction = horizons.fraction(ahead);
        double centre = 0;
        double[] near = nodes.get(below).weights().among(experts.awake());
        double[] far = nodes.get(above).weights().among(experts.awake());
        double[] weights = new double[experts.size()];
        for (int k = 0; k < weights.length; k++) {
            weights[k] = (1 - fraction) * near[k] + fraction * far[k];
            if (weights[k] > 0) {
                points[k] = expertForecast(k, ahead);
                centre += weights[k] * points[k];
            }
        }
        double disagreement = disagreement(weights, centre);
        double nearSpread =
                nodes.get(below).spread().expected(noise, centre, ahead, disagreement, features);
        double farSpread =
                nodes.get(above).spread().expected(noise, centre, ahead, disagreement, features);
        double[] atKnots = new double[Knots.COUNT];
        for (int knot = 0; knot < Knots.COUNT; knot++) {
            double nearError =
                    nodes.get(below).spread().bounded(nearSpread * atNodes.get(below)[knot]);
            double farError =
                    nodes.get(above).spread().bounded(farSpread * atNodes.get(above)[knot]);
            atKnots[knot] = centre + nearError + fraction * (farError - nearError);
        }
        return QuantileCurve.rearranged(atKnots);
    }

    /** Past actuals as ranks within their forecasts, as of now; computed when asked for. See {@link RankPaths}. */
    public Supplier<double[][]> rankPaths(int steps) {
        RankPaths current = paths.copy();
        return () -> current.paths(steps);
    }

    /** The weight of each awake model at the longest horizon. */
    public SortedMap<String, Double> weights() {
        double[] far = nodes.get(nodes.size() - 1).weights().among(experts.awake());
        SortedMap<String, Double> byName = new TreeMap<>();
        for (int k = 0; k < experts.size(); k++) {
            if (experts.awake()[k]) {
                byName.put(experts.name(k), far[k]);
            }
        }
        return byName;
    }

    public List<String> sleeping() {
        List<String> names = new ArrayList<>();
        for (int k = 0; k < experts.size(); k++) {
            if (!experts.awake()[k]) {
                names.add(experts.name(k));
            }
        }
        return names;
    }

    /** Share of recent outcomes under the 0.95 quantile, averaged over the nodes; empty until some were scored. */
    public OptionalDouble coverage95() {
        int knot = Knots.nearest(0.95);
        return nodes.stream()
                .map(NodeState::calibration)
                .filter(c -> c.size() > 0)
                .mapToDouble(c -> c.coverage(knot))
                .average();
    }

    /**
     * The forecast of one expert, limited to a multiple of the largest recent value; the newest value if the expert
     * fails.
     */
    private double expertForecast(int expert, int ahead) {
        double forecast = experts.forecast(expert, ahead);
        if (!Double.isFinite(forecast)) {
            return noise.newest();
        }
        double limit = MAX_GROWTH * noise.largest();
        return Math.max(-limit, Math.min(limit, forecast));
    }

    /** Weighted mean distance of the experts from their combination. */
    private double disagreement(double[] weights, double combined) {
        double disagreement = 0;
        for (int k = 0; k < weights.length; k++) {
            if (weights[k] > 0) { // the point of a sleeping expert is an old one
                disagreement += weights[k] * Math.abs(points[k] - combined);
            }
        }
        return disagreement;
    }

    private void issue() {
        IssuedForecast issue = pending[slots / stride % pending.length];
        issue.start(slots, experts.awake(), noise.meanStep());
        for (int n = 0; n < nodes.size(); n++) {
            double[] weights = nodes.get(n).weights().among(issue.awake);
            int ahead = horizons.slotsAhead(n);
            double combined = 0;
            for (int k = 0; k < weights.length; k++) {
                if (issue.awake[k]) {
                    points[k] = expertForecast(k, ahead);
                    issue.put(n, k, points[k]);
                    combined += weights[k] * points[k];
                }
            }
            issue.combined[n] = combined;
            double disagreement = disagreement(weights, combined);
            issue.spread[n] =
                    nodes.get(n).spread().expected(noise, combined, ahead, disagreement, features);
            issue.putFeatures(n, features);
        }
    }

    private void score(double value) {
        int phase = (slots + 1) % stride;
        for (int n = 0; n < nodes.size(); n++) {
            // The slot that just ended lies slotsAhead(n) after this issue.
            int issuedAt = slots + 1 - horizons.slotsAhead(n);
            if (issuedAt > 0 && phases[n] == phase) {
                IssuedForecast issue = pending[issuedAt / stride % pending.length];
                if (issue.isIssuedAfter(issuedAt)) {
                    score(value, n, issue);
                }
            }
        }
    }

    private void score(double value, int n, IssuedForecast issue) {
        NodeState node = nodes.get(n);
        double spread = issue.spread[n];
        double error = (value - issue.combined[n]) / spread;
        double rank = node.calibration().add(error);
        // Geometric mean of spread and mean step: volatile hours cost more than quiet ones, but
        // less than in the series' own units.
        double unit = 1 / Math.sqrt(spread * issue.meanStep);
        issue.errors(n, value, unit, errors);
        // 1 - 2 * rank is the slope of the quantile loss, averaged over all quantiles.
        node.weights().learn(1 - 2 * rank, error * spread * unit, errors, issue.awake);
        issue.features(n, features);
        node.spread().learn(features, spread, issue.meanStep, error);
        issue.ranks[n] = (float) rank;
        if (n == nodes.size() - 1) {
            paths.add(issue.ranks);
        }
    }

    private record NodeState(ExpertWeights weights, Calibration calibration, Spread spread) {}
}
