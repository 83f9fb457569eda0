package dev.tidegate.autoscaler.cli.option;

import dev.tidegate.runbooks.cli.show.PlainWriter;
import java.io.PrintWriter;

/** Shows the progress of long work on one line, which is erased at the end. For terminals only. */
public final class ProgressBar {
    private static final int WIDTH = 40;

    private final PrintWriter err;
    private final String work;
    private final boolean enabled;
    private int last = -1;

    /** Draws on {@code err} if {@link Terminal} says that it is a terminal. */
    public ProgressBar(PrintWriter err, String work) {
        this(err, work, Terminal.showsProgress());
    }

    ProgressBar(PrintWriter err, String work, boolean enabled) {
        this.err = PlainWriter.bare(err);
        this.work = work;
        this.enabled = enabled;
    }

    public void update(int percent) {
        if (!enabled || percent == last) {
            return;
        }
        last = percent;
        int full = WIDTH * percent / 100;
        err.printf("\r%s [%s%s] %3d %%", work, "#".repeat(full), " ".repeat(WIDTH - full), percent);
        if (percent == 100) {
            err.print("\r" + " ".repeat(work.length() + WIDTH + 10) + "\r");
        }
        err.flush();
    }
}
