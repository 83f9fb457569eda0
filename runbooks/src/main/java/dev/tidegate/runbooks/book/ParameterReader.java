package dev.tidegate.runbooks.book;

import dev.tidegate.runbooks.act.Actuators;
import dev.tidegate.runbooks.book.terms.Parameter;
import dev.tidegate.runbooks.book.terms.Preset;
import dev.tidegate.runbooks.book.terms.Variables;
import dev.tidegate.runbooks.ledger.SecretDetector;
import dev.tidegate.runbooks.yaml.Fields;
import dev.tidegate.runbooks.yaml.Node;
import dev.tidegate.runbooks.yaml.Problem;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads a book's parameters. A limit that a type does not have is a problem, since its author relies on it.
 *
 * @param presets what the site says of parameters of these names
 */
record ParameterReader(Actuators actuators, Map<String, Preset> presets, List<Problem> problems) {
    private static final Pattern VARIABLE = Pattern.compile("[a-z][a-z0-9_]*");
    private static final Set<Parameter.Type> RANGES =
            EnumSet.of(Parameter.Type.COUNT, Parameter.Type.NUMBER, Parameter.Type.DURATION);

    /** Types that have each limit. */
    private static final Map<String, Set<Parameter.Type>> LIMITS =
            Map.of(
                    "among",
                    EnumSet.of(Parameter.Type.TEXT, Parameter.Type.TARGET),
                    "kinds",
                    EnumSet.of(Parameter.Type.TARGET),
                    "least",
                    RANGES,
                    "most",
                    RANGES);

    List<Parameter> all(Fields f) {
        var read = new ArrayList<Parameter>();
        for (Node.Member member : f.members()) {
            String name = member.name();
            if (!VARIABLE.matcher(name).matches() || name.equals(Variables.BEFORE)) {
                f.problem(name, '"' + name + '"', "a name of letters, digits and _");
            }
            if (SecretDetector.isSecretName(name)) {
                f.problem(
                        name,
                        "a parameter that promises a secret",
                        "the name of an environment variable, in the step that needs it");
            }
            Fields p = Fields.of(member.value(), f.path(name), problems);
            Parameter parameter =
                    new Parameter(
                            name,
                            p.choice("type", Parameter.Type.TEXT),
                            p.text("about"),
                            bound(p, "least"),
                            bound(p, "most"),
                            p.limit("among"),
                            p.limit("kinds"),
                            p.optionalText("default"));
            p.required("type", "a type");
            check(p, parameter);
            p.finish();
            read.add(asHere(p, parameter));
        }
        return List.copyOf(read);
    }

    private Parameter asHere(Fields p, Parameter parameter) {
        Optional<Preset> site = Optional.ofNullable(presets.get(parameter.name()));
        site.ifPresent(preset -> check(p, parameter, preset));
        return site.map(parameter::at).orElse(parameter);
    }

    /** A site can only narrow what a book allows. */
    private static void check(Fields p, Parameter parameter, Preset site) {
        if (!site.among().isEmpty() && !parameter.isClosable()) {
            p.problem("default", "a list, as the configuration has it", parameter.expected());
            return;
        }
        Stream.concat(Stream.of(site.value()), site.among().stream())
                .filter(text -> parameter.read(text).isEmpty())
                .distinct()
                .forEach(
                        text ->
                                p.problem(
                                        "default",
                                        "\"" + text + "\", as the configuration has it",
                                        parameter.expected()));
    }

    private static OptionalDouble bound(Fields p, String name) {
        Optional<Node> node = p.optional(name);
        if (node.isPresent() && node.get() instanceof Node.Scalar s && s.value().isTextual()) {
            return p.optionalDuration(name).stream()
                    .mapToDouble(duration -> duration.toMillis() / 1e3)
                    .findFirst();
        }
        return p.optionalNumber(name);
    }

    private void check(Fields p, Parameter parameter) {
        for (String limit : List.of("among", "kinds", "least", "most")) {
            Set<Parameter.Type> types = LIMITS.getOrDefault(limit, Set.of());
            if (p.optional(limit).isPresent() && !types.contains(parameter.type())) {
                p.problem(
                        limit, "a limit of no " + code(parameter.type()), "this only of " + types);
            }
        }
        if (parameter.type() == Parameter.Type.TARGET) {
            target(p, parameter);
        }
        parameter
                .defaultValue()
                .filter(text -> parameter.read(text).isEmpty())
                .ifPresent(text -> p.problem("default", '"' + text + '"', parameter.expected()));
    }

    private void target(Fields p, Parameter parameter) {
        if (p.optional("kinds").isEmpty()) {
            p.problem("kinds", "none", "the kinds that the target may be of");
        }
        for (String kind : parameter.kinds()) {
            if (actuators.find(kind).isEmpty()) {
                p.problem("kinds", '"' + kind + '"', "kinds among " + actuators.kinds());
            }
        }
        for (String target : parameter.among()) {
            if (parameter.read(target).isEmpty()) {
                p.problem("among", '"' + target + '"', "targets of kind " + parameter.kinds());
            }
        }
    }

    private static String code(Parameter.Type type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
