package dev.tidegate.autoscaler.cli.option;

import dev.tidegate.autoscaler.config.read.Suggestion;
import dev.tidegate.runbooks.cli.show.Invocation;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prints what is wrong with a command line, what was probably meant, and where help is; without the full usage text. */
public final class UsageError {
    private final CommandLine line;
    private final String command; // as the user invokes it

    private UsageError(CommandLine line) {
        this.line = line;
        String name = line.getCommandSpec().qualifiedName();
        String root = line.getCommandSpec().root().name();
        this.command = Invocation.current(List.of()).program() + name.substring(root.length());
    }

    /** Prints it to the command's standard error. */
    public static ExitCode print(ParameterException exception) {
        UsageError usageError = new UsageError(exception.getCommandLine());
        PrintWriter err = exception.getCommandLine().getErr();
        err.println(usageError.message(exception));
        err.println(usageError.command + " --help says more");
        err.flush();
        return ExitCode.USAGE;
    }

    private String message(ParameterException exception) {
        if (exception instanceof UnmatchedArgumentException unmatched) {
            return unknown(unmatched.getUnmatched().get(0));
        }
        ArgSpec argument = exception.getArgSpec();
        if (argument != null && exception.getValue() != null) {
            if (argument.typeInfo().isEnum()) {
                return expected(
                        argument, String.join(" or ", argument.completionCandidates()), exception);
            }
            if (argument.typeInfo().isMap()) {
                return expected(argument, argument.paramLabel(), exception);
            }
        }
        return Objects.requireNonNullElse(exception.getMessage(), exception.toString());
    }

    private static String expected(ArgSpec argument, String what, ParameterException exception) {
        String name =
                argument instanceof OptionSpec option
                        ? option.longestName()
                        : argument.paramLabel();
        return "%s: expected %s, found '%s'".formatted(name, what, exception.getValue());
    }

    /** Reports the first unknown argument; the next one may well be its value. */
    private String unknown(String argument) {
        CommandSpec spec = line.getCommandSpec();
        if (argument.startsWith("-")) {
            String name = argument.split("=", 2)[0];
            return "there is no option %s%s".formatted(name, suggestion(name, names(spec), ""));
        }
        if (spec.subcommands().isEmpty()) {
            return "expected nothing more, found '%s'".formatted(argument);
        }
        return "there is no command '%s'%s"
                .formatted(
                        argument, suggestion(argument, spec.subcommands().keySet(), command + " "));
    }

    private static Collection<String> names(CommandSpec spec) {
        return spec.optionsMap().keySet().stream().filter(name -> name.length() > 2).toList();
    }

    private static String suggestion(String typed, Collection<String> known, String prefix) {
        Optional<String> nearest = Suggestion.nearest(typed, known);
        return nearest.map(name -> "; did you mean " + prefix + name + "?").orElse("");
    }
}
