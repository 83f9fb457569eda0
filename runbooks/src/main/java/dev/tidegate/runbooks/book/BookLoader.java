package dev.tidegate.runbooks.book;

import dev.tidegate.runbooks.act.Actuators;
import dev.tidegate.runbooks.book.terms.Parameter;
import dev.tidegate.runbooks.book.terms.Preset;
import dev.tidegate.runbooks.book.terms.Template;
import dev.tidegate.runbooks.book.terms.Variables;
import dev.tidegate.runbooks.yaml.Durations;
import dev.tidegate.runbooks.yaml.Fields;
import dev.tidegate.runbooks.yaml.Node;
import dev.tidegate.runbooks.yaml.Problem;
import dev.tidegate.runbooks.yaml.SourcePosition;
import dev.tidegate.runbooks.yaml.YamlTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Loads book files, reporting all problems of a file at once. Thread-safe. */
public final class BookLoader {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

    private final Actuators actuators;
    private final Map<String, Preset> presets;

    public BookLoader(Actuators actuators) {
        this(actuators, Map.of());
    }

    /** @param presets what the site says of parameters of these names */
    public BookLoader(Actuators actuators, Map<String, Preset> presets) {
        this.actuators = actuators;
        this.presets = Map.copyOf(presets);
    }

    public BookOutcome load(Path file) {
        try {
            return load(String.valueOf(file.getFileName()), Files.readString(file));
        } catch (IOException e) {
            var unreadable =
                    new Problem(new SourcePosition(1, 1), "file", e.toString(), "a readable file");
            return new BookOutcome.Invalid(file.toString(), List.of(unreadable));
        }
    }

    /** @param file the file's name; its stem must be the book's name */
    public BookOutcome load(String file, String text) {
        var problems = new ArrayList<Problem>();
        Optional<Book> book =
                YamlTree.parse(text, problems).map(root -> read(root, file, text, problems));
        if (book.isEmpty() || !problems.isEmpty()) {
            problems.sort(
                    Comparator.comparing(
                            Problem::position,
                            Comparator.comparingInt(SourcePosition::line)
                                    .thenComparingInt(SourcePosition::column)));
            return new BookOutcome.Invalid(file, List.copyOf(problems));
        }
        return new BookOutcome.Loaded(book.get());
    }

    private Book read(Node root, String file, String text, List<Problem> problems) {
        Fields f = Fields.of(root, "", problems);
        String name = f.text("book");
        String stem = file.replaceFirst("\\.ya?ml$", "");
        if (!name.isEmpty() && (!NAME.matcher(name).matches() || !name.equals(stem))) {
            f.problem("book", '"' + name + '"', "the file's name, \"" + stem + '"');
        }
        List<Parameter> parameters =
                f.optionalMapping("parameters")
                        .map(new ParameterReader(actuators, presets, problems)::all)
                        .orElse(List.of());
        Variables variables = Variables.of(parameters);
        Fields radius = f.mapping("blast-radius");
        Book book =
                new Book(
                        name,
                        f.count("version", 1, 1, Integer.MAX_VALUE),
                        f.text("title"),
                        f.count("tier", 0, 0, 3),
                        digest(text),
                        parameters,
                        f.optionalMapping("signal").map(BookLoader::rule),
                        f.flag("automatic", false),
                        f.list("requires", false, r -> requirement(r, variables)),
                        lease(f, parameters, problems),
                        radius.count("targets", 1, 1, 1000),
                        radius.text("affects"),
                        f.optionalMapping("approvals").map(StepReader::approvals),
                        f.optionalMapping("effect").map(BookLoader::effect),
                        f.list(
                                "steps",
                                true,
                                s ->
                                        new StepReader(actuators, parameters, problems)
                                                .read(s, NAME)));
        radius.finish();
        f.finish();
        if (book.steps().isEmpty() && problems.isEmpty()) {
            f.problem("steps", "an empty list", "at least one step");
        }
        if (book.automatic()) {
            checkAutomatic(book, f);
        }
        if (book.effect().isPresent() && book.signal().isEmpty()) {
            f.problem("effect", "no signal to see it in", "a signal");
        }
        if (book.steps().stream().map(BookStep::id).distinct().count() != book.steps().size()) {
            f.problem("steps", "the same name twice", "a name of its own for each step");
        }
        return book;
    }

    /** Nobody gives an automatic run parameters or undoes it: it needs defaults and a lease. */
    private static void checkAutomatic(Book book, Fields f) {
        for (Parameter p : book.parameters()) {
            if (p.defaultValue().isEmpty()) {
                f.problem("automatic", "parameter " + p.name() + " without a default", "defaults");
            }
        }
        if (book.lease().isEmpty()) {
            f.problem("automatic", "no lease", "a lease, after which it is taken back");
        }
        if (book.signal().isEmpty() && book.tier() == 0) {
            f.problem("automatic", "neither a signal nor a tier", "what calls for it");
        }
    }

    private static TriggerRule rule(Fields f) {
        String query = f.text("query");
        Fields enter = f.mapping("enter");
        Fields exit = f.mapping("exit");
        boolean high = enter.optionalNumber("below").isEmpty();
        String enterBy = high ? "above" : "below";
        String exitBy = high ? "below" : "above";
        enter.required(enterBy, "a number");
        exit.required(exitBy, "a number");
        TriggerRule rule =
                new TriggerRule(
                        query,
                        high,
                        enter.optionalNumber(enterBy).orElse(0),
                        exit.optionalNumber(exitBy).orElse(0),
                        enter.duration("for", Duration.ZERO),
                        exit.duration("for", Duration.ZERO));
        enter.finish();
        exit.finish();
        f.finish();
        return rule;
    }

    private static Book.Requirement requirement(Fields f, Variables variables) {
        Book.Requirement requirement =
                new Book.Requirement(
                        f.text("condition"), f.text("otherwise"), f.positionOf("condition"));
        if (!requirement.condition().isEmpty()) {
            for (String issue : variables.check(requirement.condition())) {
                f.problem("condition", issue, "a condition over the parameters");
            }
        }
        f.finish();
        return requirement;
    }

    private static Optional<Template> lease(
            Fields f, List<Parameter> parameters, List<Problem> problems) {
        Optional<Node> node = f.optional("lease");
        if (node.isEmpty()) {
            return Optional.empty();
        }
        if (!(node.get() instanceof Node.Scalar scalar)) {
            f.problem("lease", node.get().describe(), Durations.EXPECTED);
            return Optional.empty();
        }
        Template template = new Template(scalar.value(), scalar.at());
        boolean fits =
                template.isSingleExpression()
                        ? parameters.stream()
                                .anyMatch(
                                        p ->
                                                p.name().equals(template.expressions().get(0))
                                                        && p.type() == Parameter.Type.DURATION)
                        : Durations.parse(scalar.value().asText()).isPresent();
        if (!fits) {
            problems.add(
                    new Problem(
                            scalar.at(),
                            f.path("lease"),
                            scalar.describe(),
                            Durations.EXPECTED + ", or ${…} of a parameter that is one"));
        }
        return Optional.of(template);
    }

    private static Effect effect(Fields f) {
        Effect read =
                new Effect(
                        f.duration("within", Duration.ofMinutes(5)),
                        f.choice("otherwise", Effect.Missing.UNDO));
        f.finish();
        return read;
    }

    static String digest(String text) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
