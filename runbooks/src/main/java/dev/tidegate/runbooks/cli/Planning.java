package dev.tidegate.runbooks.cli;

import dev.tidegate.runbooks.book.Book;
import dev.tidegate.runbooks.cli.desk.Desk;
import dev.tidegate.runbooks.cli.desk.Refusal;
import dev.tidegate.runbooks.run.plan.PlanOutcome;
import dev.tidegate.runbooks.run.plan.RunPlan;
import dev.tidegate.runbooks.run.plan.RunPlanner;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The book and its parameters, for the commands that plan. */
final class Planning {
    @Parameters(paramLabel = "BOOK", description = "Name of the book.")
    String book = "";

    @Option(
            names = {"-p", "--parameter"},
            paramLabel = "NAME=VALUE",
            description = "A parameter of the book; as often as needed.")
    Map<String, String> parameters = new LinkedHashMap<>();

    RunPlan plan(Desk desk) {
        Book found = desk.book(book);
        var planner = new RunPlanner(desk.actuators(), desk.signals(), desk.shelf()::find);
        PlanOutcome outcome = planner.plan(found, parameters, Optional.empty());
        if (outcome instanceof PlanOutcome.Refused refused) {
            throw switch (refused.fault()) {
                case GIVEN -> Refusal.usage(refused.reasons());
                case GUARD -> Refusal.guarded(refused.reasons());
                case UNREADABLE -> Refusal.failed(refused.reasons());
            };
        }
        return ((PlanOutcome.Planned) outcome).plan();
    }
}
