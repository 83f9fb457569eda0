package dev.tidegate.runbooks.cli.context;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all commands of this room share: a desk, and refusals told as such. */
public abstract class ContextCommand implements Callable<Integer> {
    @Mixin ContextOptions options = new ContextOptions();

    @Spec CommandSpec spec = CommandSpec.create();

    protected abstract int sit(CommandContext desk, PrintWriter out);

    /** The root of the command line, where it is such a thing. */
    protected <T> Optional<T> root(Class<T> thing) {
        Object root = spec.root().userObject();
        return thing.isInstance(root) ? Optional.of(thing.cast(root)) : Optional.empty();
    }

    private CommandContext desk() {
        options.furnish(spec);
        return new CommandContext(options);
    }

    @Override
    public final Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (CommandContext desk = desk()) {
            int code = sit(desk, out);
            out.flush();
            return code;
        } catch (CommandRefusal e) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(options.invocation.in(String.valueOf(e.getMessage())));
            err.flush();
            return e.exit();
        }
    }
}
