package dev.tidegate.runbooks.cli;

import dev.tidegate.runbooks.cli.desk.Desk;
import dev.tidegate.runbooks.cli.desk.Refusal;
import dev.tidegate.runbooks.cli.show.RunPrinter;
import dev.tidegate.runbooks.run.DriveOutcome;
import dev.tidegate.runbooks.run.Runs;
import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.run.record.RunView;
import java.io.PrintWriter;
import java.time.Duration;

/** Moves a run on before the reader's eyes, and tells the shell what came of it. */
final class Driving {
    /** Longer than a dead process keeps its run. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private Driving() {}

    static int drive(Runs runs, String run, PrintWriter out) {
        RunPrinter printer = new RunPrinter(out);
        DriveOutcome outcome =
                Interruption.told(run, out, () -> runs.driveWithin(run, PATIENCE, printer::event));
        if (outcome instanceof DriveOutcome.Busy busy) {
            throw Refusal.guarded(
                    "run " + run + " is in the hands of " + busy.holder() + ", who is alive");
        }
        RunView view = ((DriveOutcome.Rested) outcome).view();
        printer.run(view);
        return code(view);
    }

    private static boolean hasFailed(RunView view) {
        return view.abort().isEmpty() && !view.note().startsWith("the lease ran out");
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
