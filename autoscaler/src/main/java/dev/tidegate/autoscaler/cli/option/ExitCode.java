package dev.tidegate.autoscaler.cli.option;

/** Exit codes of all commands. */
public enum ExitCode {
    DONE(0),
    FAILED(1),
    USAGE(2),
    BAD_CONFIGURATION(3),
    REFUSED(4),
    OUTCOME_UNKNOWN(5);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
