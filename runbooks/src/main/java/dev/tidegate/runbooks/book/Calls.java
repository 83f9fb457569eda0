package dev.tidegate.runbooks.book;

import dev.tidegate.runbooks.book.terms.Parameter;
import dev.tidegate.runbooks.yaml.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What is wrong with the calls between the books of one shelf: no such book, not its parameters, or a
 * way back to where it came from.
 *
 * @param reader reads a book of the shelf by its name, without looking at its calls
 */
record Calls(Function<String, Optional<BookOutcome>> reader) {

    /** The first file on the way from this book that has such a problem, with all of that file's. */
    Optional<BookOutcome.Invalid> objection(Book book) {
        return objection(book, List.of(book.name()), new HashSet<>());
    }

    private Optional<BookOutcome.Invalid> objection(
            Book book, List<String> path, Set<String> sound) {
        var problems = new ArrayList<Problem>();
        var called = new ArrayList<Book>();
        for (int i = 0; i < book.steps().size(); i++) {
            String key = "steps[" + i + "]";
            Optional<BookStep.Call> call = book.steps().get(i).call();
            call.ifPresent(c -> follow(c, key, path, problems).ifPresent(called::add));
        }
        if (!problems.isEmpty()) {
            return Optional.of(new BookOutcome.Invalid(book.name() + ".yaml", problems));
        }
        for (Book next : called) {
            if (sound.add(next.name())) {
                var further = new ArrayList<>(path);
                further.add(next.name());
                Optional<BookOutcome.Invalid> found = objection(next, further, sound);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Book> follow(
            BookStep.Call call, String key, List<String> path, List<Problem> problems) {
        Optional<BookOutcome> outcome = reader.apply(call.book());
        if (path.contains(call.book())) {
            String round =
                    String.join(" -> ", path.subList(path.indexOf(call.book()), path.size()));
            problem(
                    problems,
                    call,
                    key + ".book",
                    "a call that closes the cycle " + round + " -> " + call.book(),
                    "a book that does not lead back here");
        } else if (outcome.isEmpty()) {
            problem(problems, call, key + ".book", quoted(call.book()), "a book of this folder");
        } else if (outcome.get() instanceof BookOutcome.Loaded loaded) {
            parameters(call, loaded.book(), key, problems);
            return Optional.of(loaded.book());
        } else {
            problem(
                    problems,
                    call,
                    key + ".book",
                    quoted(call.book()) + ", which does not load",
                    "a book without problems of its own");
        }
        return Optional.empty();
    }

    private static void parameters(
            BookStep.Call call, Book called, String key, List<Problem> problems) {
        for (Parameter p : called.parameters()) {
            if (p.standard().isEmpty() && !call.with().containsKey(p.name())) {
                problem(
                        problems,
                        call,
                        key + ".with." + p.name(),
                        "nothing",
                        p.expected() + ", which " + called.name() + " asks for");
            }
        }
        for (String given : call.with().keySet()) {
            if (called.parameter(given).isEmpty()) {
                problem(
                        problems,
                        call,
                        key + ".with." + given,
                        "an unknown parameter",
                        "one of " + called.parameters().stream().map(Parameter::name).toList());
            }
        }
    }

    private static void problem(
            List<Problem> problems, BookStep.Call call, String key, String found, String expected) {
        problems.add(new Problem(call.at(), key, found, expected));
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }
}
