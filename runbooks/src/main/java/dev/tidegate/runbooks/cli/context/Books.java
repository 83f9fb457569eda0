package dev.tidegate.runbooks.cli.context;

import dev.tidegate.runbooks.book.Book;
import dev.tidegate.runbooks.book.BookLoader;
import dev.tidegate.runbooks.book.BookOutcome;
import dev.tidegate.runbooks.book.BookShelf;
import dev.tidegate.runbooks.run.plan.ShellQuoting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The books a command uses; a missing or invalid one ends the command. */
record Books(Path folder, BookLoader loader) {

    BookShelf shelf() {
        if (!Files.isDirectory(folder)) {
            throw CommandRefusal.badInput(missingFolder());
        }
        return new BookShelf(folder, loader);
    }

    private List<String> missingFolder() {
        var messages = new ArrayList<String>();
        messages.add(
                "there is no folder of books at "
                        + folder
                        + ": name one by --config, --books or $TIDEGATE_BOOKS");
        Path own = Path.of(System.getProperty("tidegate.home", "."), "runbooks", "books");
        if (Files.isDirectory(own)) {
            messages.add(
                    "those that come with tidegate: --books " + ShellQuoting.word(own.toString()));
        }
        return messages;
    }

    Book get(String name) {
        BookOutcome outcome =
                shelf().load(name)
                        .orElseThrow(
                                () ->
                                        CommandRefusal.badInput(
                                                List.of(
                                                        "no book "
                                                                + name
                                                                + " in "
                                                                + folder
                                                                + ", to see all: tidegate runbook"
                                                                + " list")));
        if (outcome instanceof BookOutcome.Invalid invalid) {
            throw CommandRefusal.badInput(
                    invalid.problems().stream().map(p -> invalid.file() + ":" + p).toList());
        }
        return ((BookOutcome.Loaded) outcome).book();
    }
}
