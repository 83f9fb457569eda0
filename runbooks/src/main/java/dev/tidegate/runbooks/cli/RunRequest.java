package dev.tidegate.runbooks.cli;

import dev.tidegate.runbooks.approve.Operator;
import dev.tidegate.runbooks.cli.context.CommandRefusal;
import dev.tidegate.runbooks.run.Runs;
import dev.tidegate.runbooks.run.record.LaterRuns;
import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunView;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes requests into runs; one that the run's state does not allow is a {@link CommandRefusal}.
 */
final class RunRequest {
    private RunRequest() {}

    static RunView submit(Runs runs, String run, Operator operator, RunEvent event) {
        try {
            return runs.request(run, operator.name(), event);
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw CommandRefusal.guarded(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Requests undo of a run. Refused, naming the later runs, when they wrote to its targets,
     * unless {@code anyway}.
     *
     * @param anyway whether targets that later runs wrote to may be left as they are
     */
    static void requestUndo(
            Runs runs,
            RunView view,
            Operator operator,
            RunEvent.AbortRequested request,
            boolean anyway) {
        List<String> later =
                request.keep() || anyway ? List.of() : LaterRuns.warnings(view, runs.all());
        if (!later.isEmpty()) {
            var reasons = new ArrayList<>(later);
            reasons.add(
                    "--anyway takes "
                            + view.id()
                            + " back and leaves what later runs wrote; the old value is"
                            + " restored once those are taken back");
            throw CommandRefusal.guarded(reasons);
        }
        submit(runs, view.id(), operator, request);
    }
}
