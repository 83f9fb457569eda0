package dev.tidegate.runbooks.cli.show;

import dev.tidegate.runbooks.signal.Sample;
import dev.tidegate.runbooks.signal.SignalReading;
import dev.tidegate.runbooks.signal.Signals;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/** Signals whose values are drawn on one terminal line, redrawn each time. */
public final class LiveSignal implements Signals {
    private static final int WIDTH = 40;
    private static final String CLEAR_LINE = "\u001b[K";

    private final Signals signals;
    private final PrintWriter terminal;
    private final ArrayDeque<Double> recent = new ArrayDeque<>(); // guarded by this

    public LiveSignal(Signals signals, PrintWriter terminal) {
        this.signals = signals;
        this.terminal = terminal;
    }

    /** The terminal to draw on, if the launcher found one. */
    public static Optional<PrintWriter> onTerminal() {
        return Boolean.getBoolean("tidegate.terminal")
                ? Optional.of(new PrintWriter(System.err, true, Charset.defaultCharset()))
                : Optional.empty();
    }

    /** Clears the line before something else is printed. */
    static void clearLine() {
        onTerminal()
                .ifPresent(
                        terminal -> {
                            terminal.print(CLEAR_LINE);
                            terminal.flush();
                        });
    }

    @Override
    public boolean isConfigured() {
        return signals.isConfigured();
    }

    @Override
    public SignalReading now(String query) {
        SignalReading reading = signals.now(query);
        if (reading instanceof SignalReading.Value value) {
            draw(value.sample().value());
        }
        return reading;
    }

    /** Draws the line and returns the cursor to its start, so that the next output replaces it. */
    private synchronized void draw(double value) {
        recent.addLast(value);
        if (recent.size() > WIDTH) {
            recent.removeFirst();
        }
        double[] values = recent.stream().mapToDouble(Double::doubleValue).toArray();
        terminal.print("  signal " + SparkLine.draw(values) + " " + value + CLEAR_LINE + "\r");
        terminal.flush();
    }

    @Override
    public List<Sample> range(String query, Instant from, Instant to, Duration step) {
        return signals.range(query, from, to, step);
    }
}
