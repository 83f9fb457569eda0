package dev.tidegate.runbooks.book;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.Actuators;
import dev.tidegate.runbooks.act.Shape;
import dev.tidegate.runbooks.book.terms.Parameter;
import dev.tidegate.runbooks.book.terms.Template;
import dev.tidegate.runbooks.book.terms.Variables;
import dev.tidegate.runbooks.yaml.Fields;
import dev.tidegate.runbooks.yaml.Node;
import dev.tidegate.runbooks.yaml.PlainJson;
import dev.tidegate.runbooks.yaml.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads a step and checks it against the shapes of the targets that it can mean. */
final class StepReader {
    private static final String CALL = "book";

    private final Actuators actuators;
    private final List<Parameter> parameters;
    private final List<Problem> problems;
    private final Variables variables;

    StepReader(Actuators actuators, List<Parameter> parameters, List<Problem> problems) {
        this.actuators = actuators;
        this.parameters = parameters;
        this.problems = problems;
        this.variables = Variables.of(parameters).withBefore();
    }

    BookStep read(Fields f, Pattern name) {
        String id = f.text("step");
        if (!id.isEmpty() && !name.matcher(id).matches()) {
            f.problem("step", '"' + id + '"', "a name such as raise-floor");
        }
        Optional<String> call = f.optionalText(CALL);
        Optional<String> kind = call.isPresent() ? Optional.empty() : f.optionalText("do");
        Optional<Template> whole = call.isPresent() ? Optional.empty() : wholeTarget(f);
        SortedMap<String, Template> coordinates =
                call.isPresent() || whole.isPresent()
                        ? new TreeMap<>()
                        : f.optionalMapping("target").map(this::templates).orElse(new TreeMap<>());
        String values = call.isPresent() ? "with" : "set";
        SortedMap<String, Template> set =
                f.optionalMapping(values).map(this::templates).orElse(new TreeMap<>());
        if (call.isEmpty()) {
            checkTarget(f, kind, whole, coordinates, set);
        }
        BookStep step =
                new BookStep(
                        id,
                        f.at(),
                        kind,
                        whole,
                        coordinates,
                        set,
                        condition(f),
                        f.duration("timeout", Duration.ofMinutes(1)),
                        f.optionalMapping("retries").map(StepReader::retries).orElse(Retries.USUAL),
                        f.optionalMapping("undo").map(StepReader::noUndo),
                        f.optionalText("class"),
                        call);
        f.finish();
        return step;
    }

    private Optional<Template> wholeTarget(Fields f) {
        return f.optional("target")
                .filter(n -> n instanceof Node.Scalar)
                .map(n -> template((Node.Scalar) n, f.path("target")));
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

    private static Retries retries(Fields f) {
        Retries read =
                new Retries(
                        f.count("most", Retries.USUAL.most(), 0, 100),
                        f.duration("backoff", Retries.USUAL.first()),
                        f.duration("longest", Retries.USUAL.longest()));
        f.finish();
        return read;
    }

    private static String noUndo(Fields f) {
        String why = f.text("none");
        f.finish();
        return why;
    }

    private SortedMap<String, Template> templates(Fields f) {
        var read = new TreeMap<String, Template>();
        for (Node.Member m : f.members()) {
            if (m.value() instanceof Node.Scalar scalar) {
                read.put(m.name(), template(scalar, f.path(m.name())));
            } else {
                read.put(m.name(), new Template(PlainJson.of(m.value()), m.value().at()));
            }
        }
        return read;
    }

    private Template template(Node.Scalar scalar, String path) {
        Template template = new Template(scalar.value(), scalar.at());
        for (String expression : template.expressions()) {
            for (String issue : variables.checkValue(expression)) {
                problems.add(
                        new Problem(
                                scalar.at(),
                                path,
                                issue,
                                "an expression over the parameters and before"));
            }
        }
        return template;
    }

    private void checkTarget(
            Fields f,
            Optional<String> kind,
            Optional<Template> whole,
            Map<String, Template> coordinates,
            Map<String, Template> set) {
        for (String possible : kinds(f, kind, whole)) {
            Optional<Actuator> actuator = actuators.find(possible);
            if (actuator.isEmpty()) {
                f.problem("do", '"' + possible + '"', "one of " + actuators.kinds());
                continue;
            }
            Shape shape = actuator.get().shape();
            if (whole.isEmpty()) {
                checkCoordinates(f, shape, coordinates);
            }
            var fixed = new TreeMap<String, JsonNode>();
            set.forEach(
                    (name, t) ->
                            fixed.put(
                                    name,
                                    t.expressions().isEmpty() ? t.raw() : PlainJson.nothing()));
            for (String objection : shape.objections(fixed)) {
                f.problem("set", objection, "what " + possible + " can be set to");
            }
        }
    }

    private List<String> kinds(Fields f, Optional<String> kind, Optional<Template> whole) {
        if (whole.isEmpty()) {
            if (kind.isEmpty()) {
                f.problem("do", "nothing", "one of " + actuators.kinds());
            }
            return kind.stream().toList();
        }
        if (kind.isPresent()) {
            f.problem("do", "both a kind and a whole target", "one of the two");
        }
        Optional<Parameter> parameter =
                parameters.stream()
                        .filter(p -> p.type() == Parameter.Type.TARGET)
                        .filter(p -> whole.get().raw().asText().equals("${" + p.name() + "}"))
                        .findFirst();
        if (parameter.isEmpty()) {
            f.problem("target", whole.get().raw().toString(), "${…} of a parameter of type target");
        }
        return parameter.map(Parameter::kinds).orElse(List.of());
    }

    private static void checkCoordinates(Fields f, Shape shape, Map<String, Template> coordinates) {
        var missing = new TreeSet<>(shape.required());
        missing.removeAll(coordinates.keySet());
        if (!missing.isEmpty()) {
            f.problem("target", "no " + String.join(", ", missing), "all of " + shape.required());
        }
        for (String name : coordinates.keySet()) {
            if (!shape.required().contains(name) && !shape.optional().contains(name)) {
                f.problem(
                        "target",
                        "an unknown coordinate \"" + name + '"',
                        "only " + shape.required() + " and " + shape.optional());
            }
        }
    }
}
