package dev.tidegate.runbooks.book.lint;

import dev.tidegate.runbooks.book.Book;
import dev.tidegate.runbooks.book.BookStep;
import dev.tidegate.runbooks.book.terms.Parameter;
import dev.tidegate.runbooks.book.terms.Template;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds parameters that give whoever runs a book more than it is for: where a secret of this process is sent, which secret that is, or text of
 * a shell command.
 */
record ParameterRisks(Book book) {
    private static final String SECRET =
            "secret"; // of an http request: the variable that goes as token
    private static final String SHELLS = "AWS-Run"; // documents that hand their parameters to one

    List<String> of(BookStep step) {
        return step.change().stream()
                .flatMap(change -> Stream.of(place(change), name(change), shell(change)))
                .flatMap(Optional::stream)
                .map(what -> "step " + step.id() + " " + what)
                .toList();
    }

    private Optional<String> place(BookStep.Change change) {
        boolean secret = change.set().containsKey(SECRET);
        Stream<Template> where =
                Stream.concat(
                        change.wholeTarget().stream(),
                        Stream.ofNullable(change.coordinates().get("url")));
        return where.flatMap(this::free)
                .filter(parameter -> secret)
                .findFirst()
                .map(p -> "sends a secret wherever " + p + " says: name the targets, as by among");
    }

    private Optional<String> name(BookStep.Change change) {
        return Stream.ofNullable(change.set().get(SECRET))
                .flatMap(this::free)
                .findFirst()
                .map(p -> "sends whichever secret " + p + " says: name the only ones, by among");
    }

    private Optional<String> shell(BookStep.Change change) {
        boolean shell =
                Optional.ofNullable(change.coordinates().get("document"))
                        .filter(document -> document.raw().asText().startsWith(SHELLS))
                        .isPresent();
        return change.set().values().stream()
                .flatMap(this::free)
                .filter(parameter -> shell)
                .findFirst()
                .map(
                        p ->
                                "puts "
                                        + p
                                        + " into a shell's command as it is: name the only texts, by among");
    }

    /** Parameters of the template that may be any text, or any target of a kind. */
    private Stream<String> free(Template template) {
        return book.parameters().stream()
                .filter(p -> p.type() == Parameter.Type.TEXT || p.type() == Parameter.Type.TARGET)
                .filter(p -> p.among().isEmpty())
                .map(Parameter::name)
                .filter(name -> template.expressions().stream().anyMatch(e -> names(e, name)));
    }

    private static boolean names(String expression, String parameter) {
        return Pattern.compile("\\b" + Pattern.quote(parameter) + "\\b").matcher(expression).find();
    }
}
