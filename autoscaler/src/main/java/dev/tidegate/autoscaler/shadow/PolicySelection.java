package dev.tidegate.autoscaler.shadow;

import dev.tidegate.autoscaler.shadow.cost.BurstTails;
import dev.tidegate.autoscaler.shadow.cost.Losses;
import dev.tidegate.autoscaler.shadow.cost.PolicyAverage;
import dev.tidegate.autoscaler.shadow.cost.Scores;
import dev.tidegate.autoscaler.shadow.cost.StepScratch;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Which policies are followed, and what turning work away is taken to cost. The price is the least at which those followed are
 * expected to keep the objective, larger bursts than those seen and lost replicas included; it is looked up now and then, by the
 * evidence so far. How often replicas are lost is counted and not guessed, so that a reserve for it is priced from nothing up. Not
 * thread-safe.
 */
final class PolicySelection {
    /** At the usual objective: of what is turned away while replicas are lost … */
    private static final double[] PRICES = {0, 60, 120, 250, 400, 640, 1_000};

    /** … and at least this of all else: what bursts will come is not known. */
    private static final double LEAST = 250;

    private static final double USUAL = 0.001;
    private static final double MOST = 25_000;
    private static final int LOOKED_UP_AFTER = 12; // steps

    /** Over the square root of the steps seen: policies this much dearer than the cheapest may be as good … */
    private static final double CLOSE = 2;

    /** … unless nothing happened by which they could differ by luck. */
    private static final double CLOSEST = 0.01;

    private final double busy;
    private final double patience; // steps
    private final double[] prices; // rising
    private final double leastPrice;
    private final double fade;
    private final Scores scores;
    private final BurstTails tails;
    private final Losses losses;
    private final float[] beyond; // what each policy is charged for beside what it turned away
    private final PolicyAverage vote = new PolicyAverage();
    private final PolicyAverage trial = new PolicyAverage();
    private double price;
    private double squares; // of what those followed turned away in a step
    private double unseen; // what they are expected to beside it
    private int sinceLookedUp = LOOKED_UP_AFTER;

    /**
     * @param busy  share that may be turned away
     * @param given the price, if it is known
     * @param memory steps until a step weighs 1/e
     */
    PolicySelection(
            PolicyCatalogue catalogue,
            double busy,
            OptionalDouble given,
            double patience,
            double memory,
            Losses losses) {
        this.busy = busy;
        this.patience = patience;
        this.losses = losses;
        prices =
                given.isPresent()
                        ? new double[] {given.getAsDouble()}
                        : Arrays.stream(PRICES).map(usual -> at(busy, usual)).toArray();
        leastPrice = given.orElse(at(busy, LEAST));
        price = leastPrice;
        fade = Math.exp(-1 / memory);
        scores = new Scores(catalogue.size(), memory);
        tails = new BurstTails(catalogue.peaks(), memory);
        beyond = new float[catalogue.size()];
    }

    /** Half of the share that may be turned away makes turning away worth twice. */
    private static double at(double busy, double usual) {
        return busy == 0 ? MOST : Math.min(MOST, usual * USUAL / busy);
    }

    /** What the policies near the cheapest want together, by the evidence before this step. */
    short follow(StepScratch step) {
        scores.costs(price, beyond, step.shares);
        vote.weigh(step.shares, closeness());
        unseen = scores.expected(step.shares, beyond) - scores.turnedAway(step.shares);
        return PolicyAverage.wanted(step.shares, step.wants);
    }

    /** Of the least cost: its standard error, as far as what was turned away tells it, and no more than many steps leave. */
    private double closeness() {
        double most = CLOSE / Math.sqrt(Math.max(1, scores.weight()));
        if (vote.least() == 0) {
            return most;
        }
        double error = price * Math.sqrt(squares + unseen * unseen) / vote.least();
        return Math.min(most, Math.max(CLOSEST, error));
    }

    /**
     * Takes in a step that the fleets have just served, after it was followed.
     *
     * @param least what each peak had ready, before any headroom
     */
    void learn(StepScratch step, float[] least, double served) {
        double away = PolicyAverage.average(step.shares, step.turnedAway);
        squares = squares * fade + away * away;
        scores.add(step, served);
        tails.add(least, served);
        losses.add(least, served);
        if (++sinceLookedUp >= LOOKED_UP_AFTER) {
            sinceLookedUp = 0;
            tails.beyond(PolicyCatalogue.headrooms(), patience, step.bursts);
            losses.expected(PolicyCatalogue.headrooms(), scores.weight(), step.lost);
            price = leastThatKeeps(step);
        }
    }

    private double leastThatKeeps(StepScratch room) {
        double close = closeness();
        for (double lossPrice : prices) {
            double both = Math.max(leastPrice, lossPrice);
            if (losses.any() || lossPrice == both) {
                charge(room, lossPrice / both);
                scores.costs(both, beyond, room.shares);
                trial.weigh(room.shares, close);
                if (expected(room, lossPrice / both) <= busy * scores.served()) {
                    return both;
                }
            }
        }
        return prices[prices.length - 1];
    }

    /** @param part of the price that is the one of what is turned away while replicas are lost */
    private void charge(StepScratch room, double part) {
        for (int i = 0; i < beyond.length; i++) {
            beyond[i] = (float) (room.bursts[i] + part * room.lost[i]);
        }
    }

    /** What those followed are expected to turn away, charged or not. */
    private double expected(StepScratch room, double part) {
        return scores.expected(room.shares, beyond)
                + (1 - part) * PolicyAverage.average(room.shares, room.lost);
    }

    double price() {
        return price;
    }

    /** Steps that were taken in. */
    long steps() {
        return scores.steps();
    }

    /** How the last step was voted on. */
    PolicyAverage vote() {
        return vote;
    }
}
