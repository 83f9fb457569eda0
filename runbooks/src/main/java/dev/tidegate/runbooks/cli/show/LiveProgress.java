package dev.tidegate.runbooks.cli.show;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongConsumer;

/** Progress over entries, redrawn on one terminal line and cleared at the end. */
public final class LiveProgress implements LongConsumer {
    private static final String CLEAR_LINE = "\u001b[K";

    private final long total;
    private final PrintWriter terminal;

    public LiveProgress(long total, PrintWriter terminal) {
        this.total = total;
        this.terminal = terminal;
    }

    @Override
    public void accept(long reached) {
        terminal.print(
                reached < total
                        ? String.format(
                                Locale.ROOT, "  %,d of %,d entries%s\r", reached, total, CLEAR_LINE)
                        : CLEAR_LINE);
        terminal.flush();
    }
}
