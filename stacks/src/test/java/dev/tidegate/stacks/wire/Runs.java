package dev.tidegate.stacks.wire;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The stacks of this repository, each run once for all tests that ask: a JVM takes seconds. */
public final class Runs {
    public static final List<String> STACKS =
            List.of("dev", "staging", "prod", "prod-us-east-1", "prod-eu-west-1");

    private static final Map<String, Recorded> DONE = new ConcurrentHashMap<>();

    private Runs() {}

    public static Recorded up(String stack) {
        return DONE.computeIfAbsent(stack + " up", any -> run(stack, false));
    }

    public static Recorded preview(String stack) {
        return DONE.computeIfAbsent(stack + " preview", any -> run(stack, true));
    }

    private static Recorded run(String stack, boolean preview) {
        try {
            return preview ? ProgramRun.preview(stack) : ProgramRun.up(stack);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
