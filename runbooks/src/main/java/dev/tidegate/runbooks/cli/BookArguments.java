package dev.tidegate.runbooks.cli;

import dev.tidegate.runbooks.book.Book;
import dev.tidegate.runbooks.cli.context.CommandContext;
import dev.tidegate.runbooks.cli.context.CommandRefusal;
import dev.tidegate.runbooks.run.plan.PlanOutcome;
import dev.tidegate.runbooks.run.plan.RunPlan;
import dev.tidegate.runbooks.run.plan.RunPlanner;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Arguments of the commands that plan: the book and its parameters. */
final class BookArguments {
    @Parameters(paramLabel = "BOOK", description = "Name of the book.")
    String book = "";

    @Option(
            names = {"-p", "--parameter"},
            paramLabel = "NAME=VALUE",
            description = "A parameter of the book; may be repeated.")
    Map<String, String> parameters = new LinkedHashMap<>();

    RunPlan plan(CommandContext context) {
        Book found = context.book(book);
        var planner = new RunPlanner(context.actuators(), context.signals(), context.shelf()::find);
        PlanOutcome outcome = planner.plan(found, parameters, Optional.empty());
        if (outcome instanceof PlanOutcome.Refused refused) {
            throw switch (refused.fault()) {
                case GIVEN -> CommandRefusal.usage(refused.reasons());
                case GUARD -> CommandRefusal.guarded(refused.reasons());
                case UNREADABLE -> CommandRefusal.failed(refused.reasons());
            };
        }
        return ((PlanOutcome.Planned) outcome).plan();
    }
}
