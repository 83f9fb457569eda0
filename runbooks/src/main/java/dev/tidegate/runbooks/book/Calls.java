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
 * Checks the calls between the books of one shelf: unknown books, wrong parameters, and cycles.
 *
 * @param reader reads a book of the shelf by name, without checking its calls
 */
record Calls(Function<String, Optional<BookOutcome>> reader) {

    /** The first file reachable from this book that has such a problem, with all its problems. */
    Optional<BookOutcome.Invalid> objection(Book book) {
        return objection(book, List.of(book.name()), new HashSet<>());
    }

    private Optional<BookOutcome.Invalid> objection(
            Book book, List<String> path, Set<String> visited) {
        var problems = new ArrayList<Problem>();
        var called = new ArrayList<Book>();
        for (int i = 0; i < book.steps().size(); i++) {
            String key = "steps[" + i + "]";
            Optional<BookStep.Call> call = book.steps().get(i).call();
            call.ifPresent(c -> resolve(c, key, path, problems).ifPresent(called::add));
        }
        if (!problems.isEmpty()) {
            return Optional.of(new BookOutcome.Invalid(book.name() + ".yaml", problems));
        }
        for (Book next : called) {
            if (visited.add(next.name())) {
                var extended = new ArrayList<>(path);
                extended.add(next.name());
                Optional<BookOutcome.Invalid> found = objection(next, extended, visited);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Book> resolve(
            BookStep.Call call, String key, List<String> path, List<Problem> problems) {
        Optional<BookOutcome> outcome = reader.apply(call.book());
        if (path.contains(call.book())) {
            String cycle =
                    String.join(" -> ", path.subList(path.indexOf(call.book()), path.size()));
            problem(
                    problems,
                    call,
                    key + ".book",
                    "a call that closes the cycle " + cycle + " -> " + call.book(),
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
            if (p.defaultValue().isEmpty() && !call.with().containsKey(p.name())) {
                problem(
                        problems,
                        call,
                        key + ".with." + p.name(),
                        "nothing",
                        p.expected() + ", which " + called.name() + " asks for");
            }
        }
        for (String name : call.with().keySet()) {
            if (called.parameter(name).isEmpty()) {
                problem(
                        problems,
                        call,
                        key + ".with." + name,
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
