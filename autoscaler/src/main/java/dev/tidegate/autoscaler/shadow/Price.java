package dev.tidegate.autoscaler.shadow;

/**
 * What turning a unit of work away is taken to cost, in what serving it costs. The price rises while more is turned away than
 * is aimed at, and falls while less is: the objective is a budget, and what it leaves is worth GPU-hours. Not thread-safe.
 */
final class Price {
    /** Aim below the objective: rare bursts come in lumps, and a lump may be as large as what is left. */
    private static final double AIM = 0.5;

    private static final double USUAL = 90;
    private static final double LEAST = 25;
    private static final double MOST = 3200;
    private static final double HASTE = 0.7; // how strongly the price follows what was spent
    private static final double BELIEF_DAYS = 8; // weight of the belief that the aim is kept

    private final double aim;
    private final double stepsADay;
    private double steps;
    private double demand;
    private double turnedAway;

    Price(double objective, double stepsADay) {
        aim = AIM * objective;
        this.stepsADay = stepsADay;
    }

    /** Adds a step of the followed policy; the first day is not held against it, for it had nothing to go by. */
    void add(double served, double away) {
        steps++;
        demand += served;
        turnedAway += steps > stepsADay ? away : aim * served;
    }

    double value() {
        if (aim == 0 || demand == 0) {
            return aim == 0 ? MOST : USUAL;
        }
        double belief = BELIEF_DAYS * stepsADay * demand / steps;
        double spent = (turnedAway + aim * belief) / (demand + belief) / aim;
        return Math.max(LEAST, Math.min(MOST, USUAL * Math.pow(spent, HASTE)));
    }

    /** Share of the demand that the followed policy turned away. */
    double share() {
        return demand == 0 ? 0 : Math.min(1, turnedAway / demand);
    }
}
