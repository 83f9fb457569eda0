package dev.tidegate.runbooks.cli.context;

import java.util.List;

/** Ends a command with an exit code and the reasons why it was not done. */
public final class CommandRefusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exit;

    private CommandRefusal(int exit, List<String> reasons) {
        super(String.join(System.lineSeparator(), reasons));
        this.exit = exit;
    }

    /** A guard, a missing approval or a lock prevents it. */
    public static CommandRefusal guarded(String reason) {
        return new CommandRefusal(CommandContext.REFUSED, List.of(reason));
    }

    public static CommandRefusal guarded(List<String> reasons) {
        return new CommandRefusal(CommandContext.REFUSED, reasons);
    }

    /** Something that had to be read did not answer. */
    public static CommandRefusal failed(List<String> reasons) {
        return new CommandRefusal(CommandContext.FAILED, reasons);
    }

    /** The command line is incomplete or invalid. */
    public static CommandRefusal usage(List<String> problems) {
        return new CommandRefusal(CommandContext.WRONG_USAGE, problems);
    }

    /** A file is invalid, or something named does not exist. */
    public static CommandRefusal badInput(List<String> problems) {
        return new CommandRefusal(CommandContext.BAD_INPUT, problems);
    }

    public int exit() {
        return exit;
    }
}
