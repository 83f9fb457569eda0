package dev.tidegate.autoscaler.cli;

/**
 * Whether a person is looking. The launcher knows and says so: what the JDK answers for a console means different things from
 * version to version.
 */
final class Terminal {
    private Terminal() {}

    /** Whether standard error is a terminal, so that progress may be drawn on it. */
    static boolean showsProgress() {
        return Boolean.getBoolean("tidegate.terminal");
    }
}
