package dev.tidegate.runbooks.cli.desk;

import java.util.List;

/** Ends a command: what was asked for was not done, and why. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exit;

    private Refusal(int exit, List<String> reasons) {
        super(String.join(System.lineSeparator(), reasons));
        this.exit = exit;
    }

    /** A guard, an approval or a lock stands against it. */
    public static Refusal guarded(String reason) {
        return new Refusal(Desk.REFUSED, List.of(reason));
    }

    public static Refusal guarded(List<String> reasons) {
        return new Refusal(Desk.REFUSED, reasons);
    }

    /** What had to be asked did not answer. */
    public static Refusal failed(List<String> reasons) {
        return new Refusal(Desk.FAILED, reasons);
    }

    /** The command line itself says too little, or what nobody can use. */
    public static Refusal usage(List<String> problems) {
        return new Refusal(Desk.WRONG_USAGE, problems);
    }

    /** A file is not what it should be, or what was named is not there. */
    public static Refusal badInput(List<String> problems) {
        return new Refusal(Desk.BAD_INPUT, problems);
    }

    int exit() {
        return exit;
    }
}
