package dev.tidegate.runbooks.cli.show;

import dev.tidegate.runbooks.run.plan.RunPlan;
import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunView;
import java.util.Optional;
import java.util.stream.Collectors;

/** Describes an event in a run's log, beyond its name, empty when there is nothing to add; and a run that is not over. */
public final class LogLines {
    private LogLines() {}

    public static String of(RunEvent event) {
        return EventLines.line(event)
                .map(String::strip)
                .or(() -> requestText(event))
                .or(() -> runText(event))
                .orElse("");
    }

    /** One line with the run's name, under which {@code tidegate runbook log} shows the rest. */
    public static String line(RunEvent event, RunView view) {
        String text = of(event);
        String run = "run " + view.id() + " " + view.state().code();
        String retry =
                event instanceof RunEvent.UndoFailed
                        ? view.until().map(end -> "; tried again until " + end).orElse("")
                        : "";
        return text.isEmpty() ? run : run + ": " + text + retry;
    }

    /** One line with the run's name, what it is, until when, and what it asks of people. */
    public static String living(RunView view) {
        String end = view.endsAt().map(at -> ", until " + at).orElse("");
        String asked =
                view.question()
                        .map(
                                question ->
                                        ": %s%s; tidegate runbook approve %s"
                                                .formatted(
                                                        PlanPrinter.requirement(question.asked()),
                                                        given(view),
                                                        view.id()))
                        .orElse("");
        return view.id() + ": " + view.state().code() + end + asked;
    }

    static String given(RunView view) {
        return view.approvedBy().isEmpty()
                ? ""
                : "; approved so far by " + String.join(", ", view.approvedBy());
    }

    /** The message of a process whose run was taken over. */
    public static String takenOver(String by) {
        return "This process stood still, or was kept from the ledger, for longer than a run is kept for it: "
                + by
                + " has taken the run over, and this one writes nothing more.";
    }

    private static Optional<String> requestText(RunEvent event) {
        if (event instanceof RunEvent.Planned e) {
            return Optional.of(planned(e.plan()));
        } else if (event instanceof RunEvent.Approved e) {
            return Optional.of("by way of " + e.via());
        } else if (event instanceof RunEvent.Refused e) {
            return Optional.of(e.why());
        } else if (event instanceof RunEvent.AbortRequested e) {
            return Optional.of(e.why() + (e.keep() ? ", what it did is kept" : ""));
        } else if (event instanceof RunEvent.RetryRequested e) {
            return e.fromStep().map(step -> "from step " + step);
        } else if (event instanceof RunEvent.Resumed e) {
            return Optional.of("at step " + e.step());
        }
        return Optional.empty();
    }

    private static Optional<String> runText(RunEvent event) {
        if (event instanceof RunEvent.ApprovalLapsed e) {
            return Optional.of(e.why());
        } else if (event instanceof RunEvent.Rejected e) {
            return Optional.of(e.why());
        } else if (event instanceof RunEvent.InForce e) {
            return Optional.of("until " + e.until());
        } else if (event instanceof RunEvent.Stuck e) {
            return Optional.of(e.why());
        } else if (event instanceof RunEvent.Done e) {
            return Optional.of(e.detail());
        } else if (event instanceof RunEvent.Undone e) {
            return Optional.of(e.detail());
        } else if (event instanceof RunEvent.Aborted e) {
            return Optional.of(e.detail());
        }
        return Optional.empty();
    }

    private static String planned(RunPlan plan) {
        String parameters =
                plan.parameters().entrySet().stream()
                        .map(p -> p.getKey() + "=" + p.getValue().asText())
                        .collect(Collectors.joining(" "));
        String called = plan.trigger().map(t -> "; called for: " + t.text()).orElse("");
        return (plan.book() + " version " + plan.version() + " " + parameters).strip() + called;
    }
}
