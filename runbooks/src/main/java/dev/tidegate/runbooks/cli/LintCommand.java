package dev.tidegate.runbooks.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidegate.runbooks.book.BookShelf;
import dev.tidegate.runbooks.book.lint.Finding;
import dev.tidegate.runbooks.book.lint.Linter;
import dev.tidegate.runbooks.cli.context.CommandContext;
import dev.tidegate.runbooks.cli.context.ContextCommand;
import dev.tidegate.runbooks.cli.show.OutputOption;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "lint",
        mixinStandardHelpOptions = true,
        description = "Checks every book, and all of them together.",
        footer = {"", "Example:", "  tidegate runbook lint --books my/books"})
final class LintCommand extends ContextCommand {
    @Mixin private OutputOption output = new OutputOption();

    @Override
    protected int execute(CommandContext context, PrintWriter out) {
        BookShelf shelf = context.shelf();
        List<String> problems = shelf.problems();
        List<Finding> findings = new Linter(context.actuators()).lint(shelf.books());
        if (output.isJson()) {
            var json = JsonNodeFactory.instance.objectNode().put("books", shelf.headers().size());
            problems.forEach(json.putArray("problems")::add);
            var all = json.putArray("findings");
            findings.forEach(f -> all.addObject().put("book", f.book()).put("what", f.what()));
            out.println(json.toPrettyString());
        } else {
            problems.forEach(out::println);
            findings.forEach(out::println);
            out.printf(
                    "%d books, %d problems, %d findings%n",
                    shelf.headers().size(), problems.size(), findings.size());
        }
        return !problems.isEmpty()
                ? CommandContext.BAD_INPUT
                : findings.isEmpty() ? CommandContext.DONE : CommandContext.FAILED;
    }
}
