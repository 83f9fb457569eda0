package dev.tidegate.runbooks.cli;

import dev.tidegate.runbooks.approve.Operator;
import dev.tidegate.runbooks.cli.desk.Refusal;
import dev.tidegate.runbooks.run.Runs;
import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunView;

/** Puts a request to a run; a run that cannot be asked that is a refusal. */
final class Asking {
    private Asking() {}

    static RunView ask(Runs runs, String run, Operator operator, RunEvent request) {
        try {
            return runs.ask(run, operator.name(), request);
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw Refusal.guarded(String.valueOf(e.getMessage()));
        }
    }
}
