package dev.tidegate.runbooks.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.runbooks.book.BookShelf;
import dev.tidegate.runbooks.cli.context.CommandContext;
import dev.tidegate.runbooks.cli.context.ContextCommand;
import dev.tidegate.runbooks.cli.context.Needs;
import dev.tidegate.runbooks.cli.show.OutputOption;
import dev.tidegate.runbooks.cli.show.Table;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the books with their tiers.",
        footer = {"", "Example:", "  tidegate runbook list --config tidegate.yaml"})
final class ListCommand extends ContextCommand {
    @Mixin private OutputOption output = new OutputOption();

    @Override
    protected Needs needs() {
        return Needs.BOOKS;
    }

    @Override
    protected int execute(CommandContext context, PrintWriter out) {
        List<BookShelf.Header> headers = context.shelf().headers();
        if (output.isJson()) {
            var list = JsonNodeFactory.instance.arrayNode();
            headers.forEach(h -> list.add(json(h)));
            out.println(list.toPrettyString());
        } else {
            Table table = new Table("BOOK", "TIER", "TITLE");
            headers.forEach(h -> table.row(h.name(), h.tier(), h.title()));
            table.print(out);
        }
        return CommandContext.DONE;
    }

    /** The tier is a number, except in an invalid book, where it may be any text. */
    private static ObjectNode json(BookShelf.Header header) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("book", header.name());
        if (header.tier().matches("\\d{1,9}")) {
            json.put("tier", Integer.parseInt(header.tier()));
        } else {
            json.put("tier", header.tier());
        }
        return json.put("title", header.title());
    }
}
