package dev.tidegate.runbooks.cli;

import dev.tidegate.runbooks.cli.context.CommandContext;
import dev.tidegate.runbooks.cli.context.CommandRefusal;
import dev.tidegate.runbooks.cli.show.RunPrinter;
import dev.tidegate.runbooks.ledger.LedgerException;
import dev.tidegate.runbooks.run.DriveOutcome;
import dev.tidegate.runbooks.run.RunListener;
import dev.tidegate.runbooks.run.Runs;
import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.run.record.RunView;
import dev.tidegate.runbooks.run.record.UndoCause;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Drives a run while printing its progress, and maps the result to an exit code. After an interrupt
 * or a ledger failure it prints how to continue.
 */
final class RunProgress {
    /** Longer than a dead process holds its run's lease. */
    static final Duration PATIENCE = Duration.ofSeconds(15);

    private RunProgress() {}

    static int drive(Runs runs, String run, RunPrinter printer) {
        DriveOutcome outcome = driveToEnd(runs, run, printer);
        if (outcome instanceof DriveOutcome.Busy busy) {
            throw CommandRefusal.guarded(
                    "run " + run + " is in the hands of " + busy.holder() + ", who is alive");
        }
        RunView view = ((DriveOutcome.Rested) outcome).view();
        printer.run(view);
        return exitCode(view);
    }

    /**
     * Drives one of several runs: what keeps this one from going on is said, and keeps no other from
     * it.
     *
     * @param patience how long to wait for a process that may be dead
     */
    static void driveAmongOthers(Runs runs, RunView run, Duration patience, RunPrinter printer) {
        RunListener listener = listener(printer);
        Optional<DriveOutcome> outcome = runs.tryDrive(run.id(), Duration.ZERO, listener);
        if (outcome.isPresent()
                && outcome.get() instanceof DriveOutcome.Busy busy
                && patience.toSeconds() > 0) {
            printer.print(waitingFor(busy, patience));
            outcome = runs.tryDrive(run.id(), patience, listener);
        }
        outcome.ifPresent(
                result -> {
                    if (result instanceof DriveOutcome.Rested rested) {
                        printer.run(rested.view());
                    } else if (result instanceof DriveOutcome.Busy busy) {
                        printer.print("It is in the hands of " + busy.holder() + ", who is alive.");
                    }
                });
    }

    private static String waitingFor(DriveOutcome.Busy busy, Duration patience) {
        return "%s drives this run; if that process is dead, this one continues within %d s"
                .formatted(busy.holder(), patience.toSeconds());
    }

    /** A listener that prints events as they happen. */
    static RunListener listener(RunPrinter printer) {
        return new RunListener() {
            @Override
            public void onEvent(RunEvent event, RunView view) {
                printer.event(event, view);
            }

            @Override
            public void onTakenOver(String run, String by) {
                printer.takenOver(by);
            }
        };
    }

    private static DriveOutcome driveToEnd(Runs runs, String run, RunPrinter printer) {
        // a shutdown hook cannot be removed once shutdown has begun
        var ended = new AtomicBoolean();
        Thread hook =
                new Thread(
                        () -> {
                            if (!ended.get()) {
                                printer.interrupted(run);
                            }
                        },
                        "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            RunListener listener = listener(printer);
            DriveOutcome first = runs.drive(run, listener);
            if (!(first instanceof DriveOutcome.Busy busy)) {
                return first;
            }
            if (runs.find(run).map(RunView::state).map(RunState::isMoving).orElse(false)) {
                printer.print(waitingFor(busy, PATIENCE));
            }
            return runs.driveWithin(run, PATIENCE, listener);
        } catch (LedgerException e) {
            printer.ledgerFailed(run);
            throw e;
        } finally {
            ended.set(true);
        }
    }

    private static boolean hasFailed(RunView view) {
        return view.abort().isEmpty() && !view.retreat().map(UndoCause::wanted).orElse(false);
    }

    private static int exitCode(RunView view) {
        RunState state = view.state();
        return switch (state) {
            case DONE, IN_FORCE, ABORTED -> CommandContext.DONE;
            case UNDONE -> hasFailed(view) ? CommandContext.FAILED : CommandContext.DONE;
            case AWAITING_APPROVAL, PAUSED, REJECTED -> CommandContext.REFUSED;
            case STUCK -> CommandContext.UNKNOWN;
            case READY, RUNNING, VERIFYING, UNDOING -> CommandContext.FAILED; // interrupted
        };
    }
}
