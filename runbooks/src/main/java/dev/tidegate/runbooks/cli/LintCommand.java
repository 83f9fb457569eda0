package dev.tidegate.runbooks.cli;

import dev.tidegate.runbooks.book.BookShelf;
import dev.tidegate.runbooks.book.lint.Finding;
import dev.tidegate.runbooks.book.lint.Linter;
import dev.tidegate.runbooks.cli.desk.Desk;
import dev.tidegate.runbooks.cli.desk.DeskCommand;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "lint",
        mixinStandardHelpOptions = true,
        description = "Checks every book, and all of them together.",
        footer = {"", "Example:", "  tidegate runbook lint --books my/books"})
final class LintCommand extends DeskCommand {
    @Override
    protected int sit(Desk desk, PrintWriter out) {
        BookShelf shelf = desk.shelf();
        List<String> problems = shelf.problems();
        List<Finding> findings = new Linter(desk.actuators()).lint(shelf.books());
        problems.forEach(out::println);
        findings.forEach(out::println);
        out.printf(
                "%d books, %d problems, %d findings%n",
                shelf.headers().size(), problems.size(), findings.size());
        return !problems.isEmpty() ? Desk.BAD_INPUT : findings.isEmpty() ? Desk.DONE : Desk.FAILED;
    }
}
