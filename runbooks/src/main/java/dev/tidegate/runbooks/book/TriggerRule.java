package dev.tidegate.runbooks.book;

import dev.tidegate.runbooks.yaml.Durations;
import java.time.Duration;

/**
 * When a book's signal triggers it, and when it is calm again.
 *
 * @param high whether high values are the trouble, rather than low ones
 * @param enterFor how long the signal must stay at or beyond {@code enter}
 * @param exitFor how long it must stay on the calm side of {@code exit}
 */
public record TriggerRule(
        String query,
        boolean high,
        double enter,
        double exit,
        Duration enterFor,
        Duration exitFor) {

    public boolean entersAt(double value) {
        return high ? value >= enter : value <= enter;
    }

    public boolean exitsAt(double value) {
        return high ? value < exit : value > exit;
    }

    /** Whether there is a gap between the thresholds, in which nothing changes. */
    public boolean hasHysteresis() {
        return high ? exit < enter : exit > enter;
    }

    public String text() {
        return (high ? "enter >= " : "enter <= ")
                + enter
                + " for "
                + Durations.text(enterFor)
                + (high ? ", exit < " : ", exit > ")
                + exit
                + " for "
                + Durations.text(exitFor);
    }
}
