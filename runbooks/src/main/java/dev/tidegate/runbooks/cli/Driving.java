package dev.tidegate.runbooks.cli;

import dev.tidegate.runbooks.cli.desk.Desk;
import dev.tidegate.runbooks.cli.desk.Refusal;
import dev.tidegate.runbooks.cli.show.RunPrinter;
import dev.tidegate.runbooks.run.DriveOutcome;
import dev.tidegate.runbooks.run.Runs;
import dev.tidegate.runbooks.run.record.Retreat;
import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.run.record.RunView;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Moves a run on before the reader's eyes, and tells the shell what came of it, or whoever interrupts it how to go on. */
final class Driving {
    /** Longer than a dead process keeps its run. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private Driving() {}

    static int drive(Runs runs, String run, PrintWriter out) {
        RunPrinter printer = new RunPrinter(out);
        DriveOutcome outcome = driveToEnd(runs, run, printer, out);
        if (outcome instanceof DriveOutcome.Busy busy) {
            throw Refusal.guarded(
                    "run " + run + " is in the hands of " + busy.holder() + ", who is alive");
        }
        RunView view = ((DriveOutcome.Rested) outcome).view();
        printer.run(view);
        return code(view);
    }

    private static DriveOutcome driveToEnd(
            Runs runs, String run, RunPrinter printer, PrintWriter out) {
        var over = new AtomicBoolean(); // a hook cannot be taken away once the process is ending
        Thread words =
                new Thread(
                        () -> {
                            if (!over.get()) {
                                tellInterrupted(run, out);
                            }
                        },
                        "interruption");
        Runtime.getRuntime().addShutdownHook(words);
        try {
            DriveOutcome first = runs.drive(run, printer::event);
            if (!(first instanceof DriveOutcome.Busy busy)) {
                return first;
            }
            out.printf(
                    "%s is at it; if that process is dead, it is gone on within %d s%n",
                    busy.holder(), PATIENCE.toSeconds());
            out.flush();
            return runs.driveWithin(run, PATIENCE, printer::event);
        } finally {
            over.set(true);
        }
    }

    private static void tellInterrupted(String run, PrintWriter out) {
        out.printf(
                "%nInterrupted. What run %s did so far stands in the ledger; a daemon moves it on, or:%n"
                        + "  tidegate runbook resume %s   to go on%n"
                        + "  tidegate runbook abort %s    to take back what was done%n",
                run, run, run);
        out.flush();
    }

    private static boolean hasFailed(RunView view) {
        return view.abort().isEmpty() && !view.retreat().map(Retreat::wanted).orElse(false);
    }

    private static int code(RunView view) {
        RunState state = view.state();
        return switch (state) {
            case DONE, IN_FORCE, ABORTED -> Desk.DONE;
            case UNDONE -> hasFailed(view) ? Desk.FAILED : Desk.DONE;
            case AWAITING_APPROVAL, PAUSED, REJECTED -> Desk.REFUSED;
            case STUCK -> Desk.UNKNOWN;
            case READY, RUNNING, VERIFYING, UNDOING -> Desk.FAILED; // interrupted
        };
    }
}
