package dev.tidegate.runbooks.cli;

import dev.tidegate.runbooks.approve.Action;
import dev.tidegate.runbooks.approve.Operator;
import dev.tidegate.runbooks.book.Approvals;
import dev.tidegate.runbooks.cli.context.CommandContext;
import dev.tidegate.runbooks.cli.context.CommandRefusal;
import dev.tidegate.runbooks.cli.context.ContextCommand;
import dev.tidegate.runbooks.run.Runs;
import dev.tidegate.runbooks.run.record.Question;
import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunView;
import java.io.PrintWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "approve",
        mixinStandardHelpOptions = true,
        description = "Approves a run that waits for approval, or refuses it.",
        footer = {
            "",
            "Examples:",
            "  tidegate runbook approve move-region-1",
            "  tidegate runbook approve move-region-1 --refuse 'not before noon'"
        })
final class ApproveCommand extends ContextCommand {
    @Parameters(paramLabel = "RUN", description = "A run's name, as runbook status shows it.")
    private String run = "";

    @Option(
            names = "--refuse",
            paramLabel = "WHY",
            description = "Refuse instead; one refusal is enough.")
    private @Nullable String refuse;

    @Override
    protected int execute(CommandContext context, PrintWriter out) {
        Runs runs = context.requireStore().runs();
        RunView view = context.run(runs, run);
        Operator operator = context.authorize(Action.APPROVE, view.plan().tier(), "run/" + run);
        Optional<Question> question = view.question();
        Optional<Approvals> asked = question.map(Question::asked);
        if (asked.isPresent() && !context.policy().hasRole(operator, asked.get().role())) {
            throw CommandRefusal.guarded(
                    operator.name() + " has not the role " + asked.get().role() + " that is asked");
        }
        if (asked.map(Approvals::notAuthor).orElse(false)
                && operator.name().equals(view.author())
                && refuse == null) {
            throw CommandRefusal.guarded("the author's own approval does not count");
        }
        RunEvent answer =
                refuse == null
                        ? new RunEvent.Approved(
                                operator.name(), "command line", question.flatMap(Question::step))
                        : new RunEvent.Refused(operator.name(), refuse);
        RunView after = RunRequest.submit(runs, run, operator, answer);
        if (after.state().isMoving()) {
            return RunProgress.drive(runs, run, context.printer(out));
        }
        context.printer(out).run(after);
        return CommandContext.DONE;
    }
}
