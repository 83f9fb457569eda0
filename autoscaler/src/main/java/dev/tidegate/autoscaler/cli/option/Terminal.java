package dev.tidegate.autoscaler.cli.option;

/**
 * Whether a person is looking. The launcher knows and says so: what the JDK answers for a console means different things from
 * version to version.
 */
public final class Terminal {
    private Terminal() {}

    /** Whether standard error is a terminal, so that progress may be drawn on it. */
    public static boolean showsProgress() {
        return Boolean.getBoolean("tidegate.terminal");
    }
}
