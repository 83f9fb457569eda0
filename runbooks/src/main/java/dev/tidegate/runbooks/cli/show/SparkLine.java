package dev.tidegate.runbooks.cli.show;

import dev.tidegate.runbooks.book.TriggerRule;
import dev.tidegate.runbooks.signal.Sample;
import dev.tidegate.runbooks.signal.SignalException;
import dev.tidegate.runbooks.signal.Signals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The signal's last half hour in one line of text. */
public final class SparkLine {
    private static final String BARS = "▁▂▃▄▅▆▇█";

    private SparkLine() {}

    /** Of a rule's signal at {@code now}; empty when there is nobody to ask, or nothing to see. */
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

    /** From the least to the greatest value; a level line where all are the same. */
    static String draw(double[] values) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double v : values) {
            least = Math.min(least, v);
            most = Math.max(most, v);
        }
        var line = new StringBuilder();
        for (double v : values) {
            double share = most > least ? (v - least) / (most - least) : 0;
            line.append(BARS.charAt((int) Math.min(7, Math.floor(share * 8))));
        }
        return line.toString();
    }
}
