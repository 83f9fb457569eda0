package dev.tidegate.runbooks.cli.show;

import dev.tidegate.runbooks.book.TriggerRule;
import dev.tidegate.runbooks.signal.Sample;
import dev.tidegate.runbooks.signal.SignalException;
import dev.tidegate.runbooks.signal.Signals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The signal's last half hour as a sparkline. */
public final class SparkLine {
    private static final String BARS = "▁▂▃▄▅▆▇█";

    private SparkLine() {}

    /** For a rule's signal at {@code now}; empty without a metrics server or samples. */
    public static Optional<String> of(TriggerRule rule, Signals signals, Instant now) {
        try {
            List<Sample> samples =
                    signals.range(
                            rule.query(),
                            now.minus(Duration.ofMinutes(30)),
                            now,
                            Duration.ofSeconds(30));
            return samples.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            "signal "
                                    + draw(samples.stream().mapToDouble(Sample::value).toArray())
                                    + " now "
                                    + samples.get(samples.size() - 1).value()
                                    + " ("
                                    + rule.text()
                                    + ")");
        } catch (SignalException e) {
            return Optional.empty();
        }
    }

    /** Scaled from the smallest to the largest value; a flat line if all are equal. */
    static String draw(double[] values) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (double v : values) {
            min = Math.min(min, v);
            max = Math.max(max, v);
        }
        var line = new StringBuilder();
        for (double v : values) {
            double share = max > min ? (v - min) / (max - min) : 0;
            line.append(BARS.charAt((int) Math.min(7, Math.floor(share * 8))));
        }
        return line.toString();
    }
}
