package dev.tidegate.runbooks.cli;

import dev.tidegate.runbooks.approve.Action;
import dev.tidegate.runbooks.approve.Operator;
import dev.tidegate.runbooks.cli.context.CommandContext;
import dev.tidegate.runbooks.cli.context.CommandRefusal;
import dev.tidegate.runbooks.run.Runs;
import dev.tidegate.runbooks.run.record.LaterRuns;
import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunView;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Puts a request to a run; a run that cannot be asked that is a refusal. */
final class RunRequest {
    private RunRequest() {}

    static RunView ask(Runs runs, String run, Operator operator, RunEvent request) {
        try {
            return runs.request(run, operator.name(), request);
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw CommandRefusal.guarded(String.valueOf(e.getMessage()));
        }
    }

    /** Takes a run back before the reader's eyes, as far as he may. */
    static int takeBack(
            CommandContext desk,
            Action action,
            String run,
            Function<String, RunEvent.AbortRequested> wishOf,
            boolean anyway,
            PrintWriter out) {
        Runs runs = desk.withStore().runs();
        RunView view = desk.run(runs, run);
        Operator operator = desk.allowed(action, view.plan().tier(), "run/" + run);
        back(runs, view, operator, wishOf.apply(operator.name()), anyway);
        return RunProgress.drive(runs, run, desk.printer(out));
    }

    /**
     * Puts the wish to take a run back; one that others wrote over is a refusal that names them, unless the reader knows.
     *
     * @param anyway whether what others wrote over may be left as it is
     */
    static void back(
            Runs runs,
            RunView view,
            Operator operator,
            RunEvent.AbortRequested wish,
            boolean anyway) {
        List<String> later =
                wish.keep() || anyway ? List.of() : LaterRuns.warnings(view, runs.all());
        if (!later.isEmpty()) {
            var told = new ArrayList<>(later);
            told.add(
                    "--anyway takes "
                            + view.id()
                            + " back and leaves what later runs wrote; the old value is"
                            + " restored once those are taken back");
            throw CommandRefusal.guarded(told);
        }
        ask(runs, view.id(), operator, wish);
    }
}
