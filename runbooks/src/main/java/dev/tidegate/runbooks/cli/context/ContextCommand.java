package dev.tidegate.runbooks.cli.context;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Base of the commands: opens a {@link CommandContext}, and maps a {@link CommandRefusal} to
 * message and exit code.
 */
public abstract class ContextCommand implements Callable<Integer> {
    @Mixin ContextOptions options = new ContextOptions();

    @Spec CommandSpec spec = CommandSpec.create();

    protected abstract int execute(CommandContext context, PrintWriter out);

    /**
     * What it takes from the configuration. A command that only shows the ledger or the books also
     * does so while the rest of the file is broken, which is said first and is then its exit code.
     */
    protected Needs needs() {
        return Needs.EVERYTHING;
    }

    /** The root command, if it is of this type. */
    protected <T> Optional<T> root(Class<T> type) {
        Object root = spec.root().userObject();
        return type.isInstance(root) ? Optional.of(type.cast(root)) : Optional.empty();
    }

    private CommandContext openContext() {
        options.applyConfiguration(spec, needs());
        options.broken.ifPresent(this::warn);
        return new CommandContext(options);
    }

    private void warn(String problems) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(problems);
        err.println(ConfiguredDefaults.STILL_SHOWN);
        err.flush();
    }

    @Override
    public final Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (CommandContext context = openContext()) {
            int code = execute(context, out);
            out.flush();
            return code == CommandContext.DONE && options.broken.isPresent()
                    ? CommandContext.BAD_INPUT
                    : code;
        } catch (CommandRefusal e) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(options.invocation.rewrite(String.valueOf(e.getMessage())));
            err.flush();
            return e.exit();
        }
    }
}
