package dev.tidegate.runbooks.cli.context;

import java.util.List;

/** Ends a command: what was asked for was not done, and why. */
public final class CommandRefusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exit;

    private CommandRefusal(int exit, List<String> reasons) {
        super(String.join(System.lineSeparator(), reasons));
        this.exit = exit;
    }

    /** A guard, an approval or a lock stands against it. */
    public static CommandRefusal guarded(String reason) {
        return new CommandRefusal(CommandContext.REFUSED, List.of(reason));
    }

    public static CommandRefusal guarded(List<String> reasons) {
        return new CommandRefusal(CommandContext.REFUSED, reasons);
    }

    /** What had to be asked did not answer. */
    public static CommandRefusal failed(List<String> reasons) {
        return new CommandRefusal(CommandContext.FAILED, reasons);
    }

    /** The command line itself says too little, or what nobody can use. */
    public static CommandRefusal usage(List<String> problems) {
        return new CommandRefusal(CommandContext.WRONG_USAGE, problems);
    }

    /** A file is not what it should be, or what was named is not there. */
    public static CommandRefusal badInput(List<String> problems) {
        return new CommandRefusal(CommandContext.BAD_INPUT, problems);
    }

    public int exit() {
        return exit;
    }
}
