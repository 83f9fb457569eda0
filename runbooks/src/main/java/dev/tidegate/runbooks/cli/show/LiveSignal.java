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

/** Signals that draw what they answer on one line of the terminal, over and over. */
public final class LiveSignal implements Signals {
    private static final int WIDTH = 40;
    private static final String CLEAR_TO_THE_END = "\u001b[K";

    private final Signals signals;
    private final PrintWriter terminal;
    private final ArrayDeque<Double> seen = new ArrayDeque<>(); // guarded by this

    public LiveSignal(Signals signals, PrintWriter terminal) {
        this.signals = signals;
        this.terminal = terminal;
    }

    /** The terminal to draw on, where the launcher found one. */
    public static Optional<PrintWriter> onTerminal() {
        return Boolean.getBoolean("tidegate.terminal")
                ? Optional.of(new PrintWriter(System.err, true, Charset.defaultCharset()))
                : Optional.empty();
    }

    /** Wipes the line for what is printed next. */
    static void wipe() {
        onTerminal()
                .ifPresent(
                        terminal -> {
                            terminal.print(CLEAR_TO_THE_END);
                            terminal.flush();
                        });
    }

    @Override
    public SignalReading now(String query) {
        SignalReading reading = signals.now(query);
        if (reading instanceof SignalReading.Value value) {
            draw(value.sample().value());
        }
        return reading;
    }

    /** The cursor goes back to the line's beginning, where whatever is printed next replaces it. */
    private synchronized void draw(double value) {
        seen.addLast(value);
        if (seen.size() > WIDTH) {
            seen.removeFirst();
        }
        double[] values = seen.stream().mapToDouble(Double::doubleValue).toArray();
        terminal.print(
                "  signal " + SparkLine.draw(values) + " " + value + CLEAR_TO_THE_END + "\r");
        terminal.flush();
    }

    @Override
    public List<Sample> range(String query, Instant from, Instant to, Duration step) {
        return signals.range(query, from, to, step);
    }
}
