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

/** What is wrong with a command line, what was probably meant, and where more is said; without all that would have been right. */
public final class UsageError {
    private final CommandLine line;
    private final String command; // as the reader calls it

    private UsageError(CommandLine line) {
        this.line = line;
        String name = line.getCommandSpec().qualifiedName();
        String root = line.getCommandSpec().root().name();
        this.command = Invocation.with(List.of()).program() + name.substring(root.length());
    }

    /** Tells it on the command's own standard error. */
    public static ExitCode tell(ParameterException wrong) {
        UsageError usageError = new UsageError(wrong.getCommandLine());
        PrintWriter err = wrong.getCommandLine().getErr();
        err.println(usageError.told(wrong));
        err.println(usageError.command + " --help says more");
        err.flush();
        return ExitCode.USAGE;
    }

    private String told(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            return unknown(unmatched.getUnmatched().get(0));
        }
        ArgSpec argument = wrong.getArgSpec();
        if (argument != null && wrong.getValue() != null) {
            if (argument.typeInfo().isEnum()) {
                return expected(
                        argument, String.join(" or ", argument.completionCandidates()), wrong);
            }
            if (argument.typeInfo().isMap()) {
                return expected(argument, argument.paramLabel(), wrong);
            }
        }
        return Objects.requireNonNullElse(wrong.getMessage(), wrong.toString());
    }

    private static String expected(ArgSpec argument, String what, ParameterException wrong) {
        String name =
                argument instanceof OptionSpec option
                        ? option.longestName()
                        : argument.paramLabel();
        return "%s: expected %s, found '%s'".formatted(name, what, wrong.getValue());
    }

    /** The first that nobody knows; what follows it may well be its value. */
    private String unknown(String argument) {
        CommandSpec spec = line.getCommandSpec();
        if (argument.startsWith("-")) {
            String name = argument.split("=", 2)[0];
            return "there is no option %s%s".formatted(name, meant(name, names(spec), ""));
        }
        if (spec.subcommands().isEmpty()) {
            return "expected nothing more, found '%s'".formatted(argument);
        }
        return "there is no command '%s'%s"
                .formatted(argument, meant(argument, spec.subcommands().keySet(), command + " "));
    }

    private static Collection<String> names(CommandSpec spec) {
        return spec.optionsMap().keySet().stream().filter(name -> name.length() > 2).toList();
    }

    private static String meant(String typed, Collection<String> known, String before) {
        Optional<String> meant = Suggestion.nearest(typed, known);
        return meant.map(name -> "; did you mean " + before + name + "?").orElse("");
    }
}
