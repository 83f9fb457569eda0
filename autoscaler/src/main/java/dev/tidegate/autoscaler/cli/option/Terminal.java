package dev.tidegate.autoscaler.cli.option;

/** Whether output goes to a terminal. The launcher sets this: the JDK's answer for a console differs between versions. */
final class Terminal {
    private Terminal() {}

    /** Whether standard error is a terminal, so that progress may be drawn on it. */
    static boolean showsProgress() {
        return Boolean.getBoolean("tidegate.terminal");
    }
}
