package dev.tidegate.runbooks.cli;

import dev.tidegate.runbooks.approve.Action;
import dev.tidegate.runbooks.approve.Operator;
import dev.tidegate.runbooks.cli.context.CommandContext;
import dev.tidegate.runbooks.cli.context.CommandRefusal;
import dev.tidegate.runbooks.cli.context.ContextCommand;
import dev.tidegate.runbooks.cli.show.RunPrinter;
import dev.tidegate.runbooks.run.Runs;
import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.run.record.RunView;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = "Continues a run whose process died, that pauses, or that is stuck.",
        footer = {
            "",
            "Examples:",
            "  tidegate runbook resume raise-floor-1",
            "  tidegate runbook resume --all"
        })
final class ResumeCommand extends ContextCommand {
    @Parameters(
            paramLabel = "RUN",
            arity = "0..1",
            description = "A run's name, as runbook status shows it.")
    private @Nullable String run;

    @Option(
            names = "--from",
            paramLabel = "STEP",
            description = "For a stuck run: continue from this step, even if it was done before.")
    private @Nullable String from;

    @Option(
            names = "--all",
            description =
                    "Everything that waits: runs of dead processes, leases and questions that ran"
                            + " out.")
    private boolean all;

    @Override
    protected int execute(CommandContext context, PrintWriter out) {
        if (all && (run != null || from != null)) {
            throw CommandRefusal.usage(List.of("--all goes with no run and no --from"));
        }
        if (all) {
            return resumeAll(context, out);
        }
        if (run == null) {
            throw CommandRefusal.usage(List.of("which run? name one, or give --all"));
        }
        return resume(run, context, out);
    }

    /** Drives exactly the runs that the operator was checked for. */
    private static int resumeAll(CommandContext context, PrintWriter out) {
        Runs runs = context.requireStore().runs();
        List<RunView> pending = runs.pending();
        int highestTier = pending.stream().mapToInt(run -> run.plan().tier()).max().orElse(0);
        context.authorize(Action.RESUME, highestTier, "run/all");
        RunPrinter printer = context.printer(out);
        Instant end = context.clock().instant().plus(RunProgress.PATIENCE);
        for (RunView run : pending) {
            printer.print("Run " + run.id());
            Duration patience = Duration.between(context.clock().instant(), end);
            RunProgress.driveAmongOthers(runs, run, patience, printer);
        }
        List<String> failures = runs.failures();
        if (pending.isEmpty() && failures.isEmpty()) {
            out.println("No run waits for a living process.");
        }
        failures.forEach(failure -> out.println("Could not be continued: " + failure));
        return failures.isEmpty() ? CommandContext.DONE : CommandContext.FAILED;
    }

    private int resume(String run, CommandContext context, PrintWriter out) {
        Runs runs = context.requireStore().runs();
        RunView view = context.run(runs, run);
        Operator operator = context.authorize(Action.RESUME, view.plan().tier(), "run/" + run);
        if (view.state() == RunState.STUCK || from != null) { // refused unless it is stuck
            RunRequest.submit(
                    runs,
                    run,
                    operator,
                    new RunEvent.RetryRequested(operator.name(), Optional.ofNullable(from)));
        }
        if (view.state() == RunState.PAUSED) {
            String step = view.waitingStep().orElseThrow().id();
            RunRequest.submit(runs, run, operator, new RunEvent.Resumed(operator.name(), step));
        }
        return RunProgress.drive(runs, run, context.printer(out));
    }
}
