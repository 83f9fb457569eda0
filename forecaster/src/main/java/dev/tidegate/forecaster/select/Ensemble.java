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
 * Many models as one forecast. Every few slots each expert's expectations are noted at the nodes of the reach; as
 * the slots come in, weights learn whom to follow, and the calibration learns how far the combination strays. What
 * is learnt from an outcome was foreseen before it.
 */
public final class Ensemble {
    private static final double MOST_GROWTH = 10; // within the reach

    private final Horizons reach;
    private final int stride;
    private final Experts experts;
    private final Noise noise;
    private final List<NodeState> nodes = new ArrayList<>();
    private final IssuedForecast[] pending; // ring over issue numbers
    private final RankPaths paths;
    private final int[] phases; // in the stride, of the slots that a node's outcomes fall on
    private final double[] centres; // of the experts, to work in
    private final double[] errors; // likewise
    private final double[] row = new double[Spread.FEATURES]; // likewise
    private int slots;

    /**
     * @param stride slots between noted forecasts
     * @param memory slots after which an outcome counts half in the weights
     * @param window errors that the calibration keeps
     * @param day slots in a day
     */
    public Ensemble(
            List<Model> models, Horizons reach, int stride, int memory, int window, int day) {
        this.reach = reach;
        this.stride = stride;
        experts = new Experts(models);
        noise = new Noise(memory / 8, day);
        double fading = Math.pow(0.5, (double) stride / memory);
        for (int n = 0; n < reach.nodes(); n++) {
            nodes.add(
                    new NodeState(
                            new ExpertWeights(experts.size(), fading),
                            new Calibration(window, (double) reach.ahead(n) / stride),
                            new Spread(fading)));
        }
        pending = new IssuedForecast[reach.steps() / stride + 2];
        Arrays.setAll(pending, i -> new IssuedForecast(nodes.size(), experts.size()));
        paths = new RankPaths(reach);
        phases = new int[nodes.size()];
        Arrays.setAll(phases, n -> reach.ahead(n) % stride);
        errors = new double[experts.size()];
        centres = new double[experts.size()];
    }

    /** Goes on from the end of {@code history}, without a model fitted as yet. */
    public void startAfter(Series history) {
        for (int i = 0; i < history.size(); i++) {
            if (history.isKnown(i)) {
                noise.observe(history.value(i));
            } else {
                noise.pass();
            }
        }
        slots = history.size();
        experts.startAfter(history);
    }

    /** How many models there are, of which {@link #fit} takes one. */
    public int models() {
        return experts.models();
    }

    /**
     * Fits a model that sleeps on {@code past}, which ends now, if that is enough; and if {@code anew} one that has
     * grown stale.
     *
     * @return whether there was anything to fit
     */
    public boolean fit(int model, PreparedHistory past, boolean anew) {
        return experts.fit(model, past, anew);
    }

    /** Whether a model sleeps that the history is long enough for by now. */
    public boolean couldWake() {
        return experts.couldWake();
    }

    public void observe(OptionalDouble value) {
        if (value.isPresent()) {
            score(value.getAsDouble());
            noise.observe(value.getAsDouble());
        } else {
            noise.pass();
        }
        experts.observe(value);
        slots++;
        if (slots % stride == 0 && experts.isAnyoneAwake()) {
            issue();
        }
    }

    /** Forecasts of the next {@code steps} slots. */
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
        int below = reach.nodeBelow(ahead);
        int above = Math.min(below + 1, nodes.size() - 1);
        double part = reach.part(ahead);
        double centre = 0;
        double[] near = nodes.get(below).weights().among(experts.awake());
        double[] far = nodes.get(above).weights().among(experts.awake());
        double[] weights = new double[experts.size()];
        for (int k = 0; k < weights.length; k++) {
            weights[k] = (1 - part) * near[k] + part * far[k];
            if (weights[k] > 0) {
                centres[k] = foreseen(k, ahead);
                centre += weights[k] * centres[k];
            }
        }
        double apart = apart(weights, centre);
        double nearSpread = nodes.get(below).spread().around(noise, centre, ahead, apart, row);
        double farSpread = nodes.get(above).spread().around(noise, centre, ahead, apart, row);
        double[] atKnots = new double[Knots.COUNT];
        for (int knot = 0; knot < Knots.COUNT; knot++) {
            double nearError =
                    nodes.get(below).spread().bounded(nearSpread * atNodes.get(below)[knot]);
            double farError =
                    nodes.get(above).spread().bounded(farSpread * atNodes.get(above)[knot]);
            atKnots[knot] = centre + nearError + part * (farError - nearError);
        }
        return QuantileCurve.rearranged(atKnots);
    }

    /** How past actuals ran through their forecasts until now, worked out when asked for; see {@link RankPaths}. */
    public Supplier<double[][]> rankPaths(int steps) {
        RankPaths now = paths.copy();
        return () -> now.over(steps);
    }

    /** Each awake model's weight at the far end of the reach. */
    public SortedMap<String, Double> weights() {
        double[] far = nodes.get(nodes.size() - 1).weights().among(experts.awake());
        SortedMap<String, Double> named = new TreeMap<>();
        for (int k = 0; k < experts.size(); k++) {
            if (experts.awake()[k]) {
                named.put(experts.name(k), far[k]);
            }
        }
        return named;
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

    /** Share of recent outcomes under the 0.95 quantile, over the nodes; empty until some were scored. */
    public OptionalDouble coverage95() {
        int knot = Knots.nearest(0.95);
        return nodes.stream()
                .map(NodeState::calibration)
                .filter(c -> c.size() > 0)
                .mapToDouble(c -> c.coverage(knot))
                .average();
    }

    /** What an expert says, as far as it is not absurd beside all that was seen lately; of one that fails, the newest value. */
    private double foreseen(int expert, int ahead) {
        double said = experts.ahead(expert, ahead);
        if (!Double.isFinite(said)) {
            return noise.newest();
        }
        double most = MOST_GROWTH * noise.largest();
        return Math.max(-most, Math.min(most, said));
    }

    /** Mean distance of the experts from what they say together. */
    private double apart(double[] weights, double combined) {
        double apart = 0;
        for (int k = 0; k < weights.length; k++) {
            if (weights[k] > 0) { // of who sleeps something old is left
                apart += weights[k] * Math.abs(centres[k] - combined);
            }
        }
        return apart;
    }

    private void issue() {
        IssuedForecast issue = pending[slots / stride % pending.length];
        issue.begin(slots, experts.awake(), noise.usual());
        for (int n = 0; n < nodes.size(); n++) {
            double[] weights = nodes.get(n).weights().among(issue.awake);
            int ahead = reach.ahead(n);
            double combined = 0;
            for (int k = 0; k < weights.length; k++) {
                if (issue.awake[k]) {
                    centres[k] = foreseen(k, ahead);
                    issue.put(n, k, centres[k]);
                    combined += weights[k] * centres[k];
                }
            }
            issue.combined[n] = combined;
            double apart = apart(weights, combined);
            issue.spread[n] = nodes.get(n).spread().around(noise, combined, ahead, apart, row);
            issue.putFeatures(n, row);
        }
    }

    private void score(double value) {
        int phase = (slots + 1) % stride;
        for (int n = 0; n < nodes.size(); n++) {
            // The slot that just ended is the ahead-th of what was issued after this many slots.
            int issuedAt = slots + 1 - reach.ahead(n);
            if (issuedAt > 0 && phases[n] == phase) {
                IssuedForecast issue = pending[issuedAt / stride % pending.length];
                if (issue.isOf(issuedAt)) {
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
        // Half way to the series' own units, in which restless hours cost more than quiet ones.
        double unit = 1 / Math.sqrt(spread * issue.usual);
        issue.errors(n, value, unit, errors);
        // 1 - 2 * rank is the slope of the quantile loss, averaged over all quantiles.
        node.weights().learn(1 - 2 * rank, error * spread * unit, errors, issue.awake);
        issue.features(n, row);
        node.spread().learn(row, spread, issue.usual, error);
        issue.ranks[n] = (float) rank;
        if (n == nodes.size() - 1) {
            paths.add(issue.ranks);
        }
    }

    private record NodeState(ExpertWeights weights, Calibration calibration, Spread spread) {}
}
