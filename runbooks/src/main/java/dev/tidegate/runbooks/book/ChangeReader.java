package dev.tidegate.runbooks.book;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.Actuators;
import dev.tidegate.runbooks.act.TargetShape;
import dev.tidegate.runbooks.book.terms.Parameter;
import dev.tidegate.runbooks.book.terms.Template;
import dev.tidegate.runbooks.yaml.Fields;
import dev.tidegate.runbooks.yaml.Node;
import dev.tidegate.runbooks.yaml.PlainJson;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads a change step and checks it against the shape of every kind of target it may have. */
record ChangeReader(Actuators actuators, List<Parameter> parameters, Templates templates) {

    BookStep.Change read(Fields f) {
        Optional<String> kind = f.optionalText("do");
        Optional<Template> wholeTarget =
                f.optional("target")
                        .filter(n -> n instanceof Node.Scalar)
                        .map(n -> templates.read((Node.Scalar) n, f.path("target")));
        SortedMap<String, Template> coordinates =
                wholeTarget.isPresent()
                        ? new TreeMap<>()
                        : f.optionalMapping("target")
                                .map(templates::readAll)
                                .orElse(new TreeMap<>());
        SortedMap<String, Template> set =
                f.optionalMapping("set").map(templates::readAll).orElse(new TreeMap<>());
        checkTarget(f, kind, wholeTarget, coordinates, set);
        return new BookStep.Change(
                kind,
                wholeTarget,
                coordinates,
                set,
                f.duration("timeout", Duration.ofMinutes(1)),
                f.optionalMapping("retries").map(ChangeReader::retries).orElse(Retries.DEFAULT),
                f.optionalMapping("undo").map(ChangeReader::noUndo),
                f.optionalText("class"));
    }

    private static Retries retries(Fields f) {
        Retries read =
                new Retries(
                        f.count("most", Retries.DEFAULT.most(), 0, 100),
                        f.duration("backoff", Retries.DEFAULT.first()),
                        f.duration("longest", Retries.DEFAULT.longest()));
        f.finish();
        return read;
    }

    private static String noUndo(Fields f) {
        String why = f.text("none");
        f.finish();
        return why;
    }

    private void checkTarget(
            Fields f,
            Optional<String> kind,
            Optional<Template> wholeTarget,
            Map<String, Template> coordinates,
            Map<String, Template> set) {
        for (String possible : kinds(f, kind, wholeTarget)) {
            Optional<Actuator> actuator = actuators.find(possible);
            if (actuator.isEmpty()) {
                f.problem("do", '"' + possible + '"', "one of " + actuators.kinds());
                continue;
            }
            TargetShape shape = actuator.get().shape();
            if (wholeTarget.isEmpty()) {
                checkCoordinates(f, shape, coordinates);
            }
            var fixed = new TreeMap<String, JsonNode>();
            set.forEach(
                    (name, t) ->
                            fixed.put(
                                    name,
                                    t.expressions().isEmpty() ? t.raw() : PlainJson.nullNode()));
            if (set.isEmpty()) {
                f.problem("set", "nothing", "what " + possible + " is to be set to");
            }
            for (String objection : shape.objections(fixed)) {
                f.problem("set", objection, "what " + possible + " can be set to");
            }
        }
    }

    private List<String> kinds(Fields f, Optional<String> kind, Optional<Template> wholeTarget) {
        if (wholeTarget.isEmpty()) {
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
                        .filter(p -> wholeTarget.get().raw().asText().equals("${" + p.name() + "}"))
                        .findFirst();
        if (parameter.isEmpty()) {
            f.problem(
                    "target",
                    wholeTarget.get().raw().toString(),
                    "${…} of a parameter of type target");
        }
        return parameter.map(Parameter::kinds).orElse(List.of());
    }

    private static void checkCoordinates(
            Fields f, TargetShape shape, Map<String, Template> coordinates) {
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
