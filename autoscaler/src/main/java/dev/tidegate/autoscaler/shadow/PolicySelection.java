package dev.tidegate.autoscaler.shadow;

import dev.tidegate.autoscaler.shadow.cost.BurstTails;
import dev.tidegate.autoscaler.shadow.cost.Losses;
import dev.tidegate.autoscaler.shadow.cost.PolicyAverage;
import dev.tidegate.autoscaler.shadow.cost.Scores;
import dev.tidegate.autoscaler.shadow.cost.StepScratch;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Selects the policies to follow, and the price of turning work away. The price is the lowest at which the followed
 * policies are expected to keep the objective, counting larger bursts than any seen and lost replicas; it is updated
 * every few steps from the evidence so far. How often replicas are lost is counted, not estimated, so a reserve for
 * losses may have any price from zero up. Not thread-safe.
 */
final class PolicySelection {
    /** Candidate prices of work turned away while replicas are lost, at the default objective. */
    private static final double[] PRICES = {0, 60, 120, 250, 400, 640, 1_000};

    /** Lowest price of all other work turned away: future bursts are unknown. */
    private static final double MIN_PRICE = 250;

    private static final double DEFAULT_BUSY = 0.001;
    private static final double MAX_PRICE = 25_000;
    private static final int PRICE_INTERVAL = 12; // steps

    /**
     * Over the square root of the number of steps: the relative extra cost at which a policy may still be as good as the
     * cheapest.
     */
    private static final double MAX_TOLERANCE = 2;

    /** Smallest tolerance, when nothing happened that could separate policies by luck. */
    private static final double MIN_TOLERANCE = 0.01;

    private final double busy;
    private final double patience; // longest wait, in steps
    private final double[] prices; // ascending
    private final double minPrice;
    private final double decay;
    private final Scores scores;
    private final BurstTails tails;
    private final Losses losses;
    private final float[] expectedExtra; // by policy: expected to be turned away, besides what was
    private final PolicyAverage average = new PolicyAverage();
    private final PolicyAverage trial = new PolicyAverage();
    private double price;
    private double sumOfSquares; // of the followed policies' turned-away work per step, fading
    private double expectedUnseen; // what they are expected to turn away besides
    private int stepsSincePrice = PRICE_INTERVAL;

    /**
     * @param busy  share that may be turned away
     * @param configuredPrice the price, if it is configured
     * @param memory steps until a step weighs 1/e
     */
    PolicySelection(
            PolicyCatalogue catalogue,
            double busy,
            OptionalDouble configuredPrice,
            double patience,
            double memory,
            Losses losses) {
        this.busy = busy;
        this.patience = patience;
        this.losses = losses;
        prices =
                configuredPrice.isPresent()
                        ? new double[] {configuredPrice.getAsDouble()}
                        : Arrays.stream(PRICES)
                                .map(defaultPrice -> priceAt(busy, defaultPrice))
                                .toArray();
        minPrice = configuredPrice.orElse(priceAt(busy, MIN_PRICE));
        price = minPrice;
        decay = Math.exp(-1 / memory);
        scores = new Scores(catalogue.size(), memory);
        tails = new BurstTails(catalogue.peaks(), memory);
        expectedExtra = new float[catalogue.size()];
    }

    /** Scales a price to the objective: halving the share that may be turned away doubles it. */
    private static double priceAt(double busy, double defaultPrice) {
        return busy == 0 ? MAX_PRICE : Math.min(MAX_PRICE, defaultPrice * DEFAULT_BUSY / busy);
    }

    /** What the policies near the cheapest want on average, by the evidence before this step. */
    short wanted(StepScratch step) {
        scores.costs(price, expectedExtra, step.weights);
        average.weightByCost(step.weights, tolerance());
        expectedUnseen =
                scores.expected(step.weights, expectedExtra) - scores.turnedAway(step.weights);
        return PolicyAverage.wanted(step.weights, step.nextWanted);
    }

    /**
     * Relative tolerance around the lowest cost: its standard error, estimated from the work turned away and bounded by
     * the number of steps.
     */
    private double tolerance() {
        double limit = MAX_TOLERANCE / Math.sqrt(Math.max(1, scores.weight()));
        if (average.lowestCost() == 0) {
            return limit;
        }
        double error =
                price
                        * Math.sqrt(sumOfSquares + expectedUnseen * expectedUnseen)
                        / average.lowestCost();
        return Math.min(limit, Math.max(MIN_TOLERANCE, error));
    }

    /**
     * Learns from a step that the fleets have just served.
     *
     * @param readyPeaks what was ready for each peak, before any headroom
     */
    void learn(StepScratch step, float[] readyPeaks, double served) {
        double turnedAway = PolicyAverage.average(step.weights, step.turnedAway);
        sumOfSquares = sumOfSquares * decay + turnedAway * turnedAway;
        scores.add(step, served);
        tails.add(readyPeaks, served);
        losses.add(readyPeaks, served);
        if (++stepsSincePrice >= PRICE_INTERVAL) {
            stepsSincePrice = 0;
            tails.expectedExtra(PolicyCatalogue.headrooms(), patience, step.bursts);
            losses.expected(PolicyCatalogue.headrooms(), scores.weight(), step.lost);
            price = lowestPriceMeetingObjective(step);
        }
    }

    private double lowestPriceMeetingObjective(StepScratch scratch) {
        double tolerance = tolerance();
        for (double lossPrice : prices) {
            double otherPrice = Math.max(minPrice, lossPrice);
            if (losses.hasLosses() || lossPrice == otherPrice) {
                charge(scratch, lossPrice / otherPrice);
                scores.costs(otherPrice, expectedExtra, scratch.weights);
                trial.weightByCost(scratch.weights, tolerance);
                if (expected(scratch, lossPrice / otherPrice) <= busy * scores.served()) {
                    return otherPrice;
                }
            }
        }
        return prices[prices.length - 1];
    }

    /** @param lossShare price of work turned away during losses, relative to the price of all other work */
    private void charge(StepScratch scratch, double lossShare) {
        for (int i = 0; i < expectedExtra.length; i++) {
            expectedExtra[i] = (float) (scratch.bursts[i] + lossShare * scratch.lost[i]);
        }
    }

    /** What the followed policies are expected to turn away, charged or not. */
    private double expected(StepScratch scratch, double lossShare) {
        return scores.expected(scratch.weights, expectedExtra)
                + (1 - lossShare) * PolicyAverage.average(scratch.weights, scratch.lost);
    }

    double price() {
        return price;
    }

    /** Number of steps learned from. */
    long steps() {
        return scores.steps();
    }

    /** The weighting of the last step. */
    PolicyAverage average() {
        return average;
    }
}
