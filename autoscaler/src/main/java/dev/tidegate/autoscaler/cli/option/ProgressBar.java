package dev.tidegate.autoscaler.cli.option;

import dev.tidegate.runbooks.cli.show.PlainWriter;
import java.io.PrintWriter;

/** How far a long work has come: one line that is drawn over, and wiped at the end. For terminals only. */
public final class ProgressBar {
    private static final int WIDTH = 40;

    private final PrintWriter err;
    private final String work;
    private final boolean shown;
    private int last = -1;

    /** Draws on {@code err} where {@link Terminal} says that a person is looking. */
    public ProgressBar(PrintWriter err, String work) {
        this(err, work, Terminal.showsProgress());
    }

    ProgressBar(PrintWriter err, String work, boolean shown) {
        this.err = PlainWriter.bare(err);
        this.work = work;
        this.shown = shown;
    }

    public void at(int percent) {
        if (!shown || percent == last) {
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
