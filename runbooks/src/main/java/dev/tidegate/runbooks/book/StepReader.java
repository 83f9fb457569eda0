package dev.tidegate.runbooks.book;

import dev.tidegate.runbooks.act.Actuators;
import dev.tidegate.runbooks.book.terms.Parameter;
import dev.tidegate.runbooks.book.terms.Template;
import dev.tidegate.runbooks.book.terms.Variables;
import dev.tidegate.runbooks.yaml.Fields;
import dev.tidegate.runbooks.yaml.Node;
import dev.tidegate.runbooks.yaml.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads a step of any type. */
final class StepReader {
    /** Fields that name a step's type; a step without any changes a target. */
    private static final List<String> STEP_TYPES = List.of("book", "wait", "pause", "approve");

    private final Variables variables;
    private final Templates templates;
    private final ChangeReader changes;

    StepReader(Actuators actuators, List<Parameter> parameters, List<Problem> problems) {
        this.variables = Variables.of(parameters).withBefore();
        this.templates = new Templates(variables, problems);
        this.changes = new ChangeReader(actuators, parameters, templates);
    }

    BookStep read(Fields f, Pattern name) {
        String id = f.text("step");
        if (!id.isEmpty() && !name.matcher(id).matches()) {
            f.problem("step", '"' + id + '"', "a name such as raise-floor");
        }
        List<String> does = STEP_TYPES.stream().filter(o -> f.optional(o).isPresent()).toList();
        if (does.size() > 1) {
            f.problem(does.get(1), "a second thing to do", "one of " + STEP_TYPES + " a step");
        }
        BookStep step = new BookStep(id, f.at(), condition(f), work(f, does));
        f.finish();
        return step;
    }

    private BookStep.Work work(Fields f, List<String> does) {
        return switch (does.isEmpty() ? "" : does.get(0)) {
            case "book" -> call(f);
            case "wait" ->
                    waitStep(f.mapping("wait"), f.duration("timeout", Duration.ofMinutes(5)));
            case "pause" -> pause(f.mapping("pause"));
            case "approve" -> new BookStep.Ask(approvals(f.mapping("approve")));
            default -> changes.read(f);
        };
    }

    private BookStep.Work call(Fields f) {
        return new BookStep.Call(
                f.text("book"),
                f.positionOf("book"),
                f.optionalMapping("with").map(templates::readAll).orElse(new TreeMap<>()));
    }

    private BookStep.Work waitStep(Fields f, Duration timeout) {
        Optional<Node> query = f.required("query", "PromQL that yields one number");
        boolean below = f.optionalNumber("above").isEmpty();
        f.required(below ? "below" : "above", "a number");
        Template queryTemplate =
                query.filter(n -> n instanceof Node.Scalar)
                        .map(n -> templates.read((Node.Scalar) n, f.path("query")))
                        .orElseGet(() -> Template.fixed("", f.at()));
        var read =
                new BookStep.Wait(
                        queryTemplate,
                        below,
                        f.optionalNumber(below ? "below" : "above").orElse(0),
                        f.duration("for", Duration.ZERO),
                        timeout);
        if (read.lasting().compareTo(timeout) > 0) {
            f.problem("for", "longer than the step's timeout", "what fits into its timeout");
        }
        f.finish();
        return read;
    }

    private static BookStep.Work pause(Fields f) {
        f.required("for", "a duration");
        var read =
                new BookStep.Pause(
                        f.duration("for", Duration.ZERO),
                        f.choice("otherwise", BookStep.Unresumed.PROCEED));
        f.finish();
        return read;
    }

    /** Reads the approvals needed before a run or by a step. */
    static Approvals approvals(Fields f) {
        Approvals read =
                new Approvals(
                        f.text("role"),
                        f.count("least", 1, 1, 10),
                        f.flag("not-author", true),
                        f.duration("within", Duration.ofMinutes(15)),
                        f.choice("otherwise", Approvals.Unanswered.REJECT));
        f.finish();
        return read;
    }

    private Optional<String> condition(Fields f) {
        Optional<String> when = f.optionalText("when");
        when.ifPresent(
                c -> {
                    for (String issue : variables.check(c)) {
                        f.problem("when", issue, "a condition over the parameters and before");
                    }
                });
        return when;
    }
}
