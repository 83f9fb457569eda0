package dev.tidegate.runbooks.cli;

import dev.tidegate.runbooks.approve.Action;
import dev.tidegate.runbooks.run.record.RunEvent.AbortRequested;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "abort",
        mixinStandardHelpOptions = true,
        description = "Stops a run and takes back what it did.",
        footer = {
            "",
            "Example:",
            "  tidegate runbook abort raise-floor-1 --why 'the launch is off'"
        })
final class AbortCommand extends UndoCommand {
    @Option(names = "--keep", description = "Leave what it did as it is.")
    private boolean keep;

    @Override
    Action action() {
        return Action.ABORT;
    }

    @Override
    AbortRequested request(String operator, Optional<String> why) {
        return new AbortRequested(operator, why.orElse("aborted"), keep);
    }
}
