package dev.tidegate.runbooks.cli.show;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongConsumer;

/** How far a walk over entries has come, on one line of the terminal that is drawn over and wiped at the end. */
public final class LiveProgress implements LongConsumer {
    private static final String CLEAR_TO_THE_END = "\u001b[K";

    private final long all;
    private final PrintWriter terminal;

    public LiveProgress(long all, PrintWriter terminal) {
        this.all = all;
        this.terminal = terminal;
    }

    @Override
    public void accept(long reached) {
        terminal.print(
                reached < all
                        ? String.format(
                                Locale.ROOT,
                                "  %,d of %,d entries%s\r",
                                reached,
                                all,
                                CLEAR_TO_THE_END)
                        : CLEAR_TO_THE_END);
        terminal.flush();
    }
}
