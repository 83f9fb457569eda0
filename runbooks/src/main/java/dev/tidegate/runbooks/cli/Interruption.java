package dev.tidegate.runbooks.cli;

import java.io.PrintWriter;
import java.util.function.Supplier;

/** Whoever ends this process (Ctrl-C, SIGTERM) while it moves a run on is told what becomes of the run. */
final class Interruption {
    private Interruption() {}

    static <T> T told(String run, PrintWriter out, Supplier<T> work) {
        Thread words = new Thread(() -> tell(run, out), "interruption");
        Runtime runtime = Runtime.getRuntime();
        runtime.addShutdownHook(words);
        T result = work.get();
        runtime.removeShutdownHook(words);
        return result;
    }

    private static void tell(String run, PrintWriter out) {
        out.printf(
                "%nInterrupted. What run %s did so far stands in the ledger; a daemon moves it on, or:%n"
                        + "  tidegate runbook resume %s   to go on%n"
                        + "  tidegate runbook abort %s    to take back what was done%n",
                run, run, run);
        out.flush();
    }
}
