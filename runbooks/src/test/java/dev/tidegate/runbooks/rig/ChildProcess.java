package dev.tidegate.runbooks.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A program that a test starts, kills and freezes. Its output goes to a file of which failures show the end; whatever still
 * runs when this JVM ends is killed with it.
 */
public final class ChildProcess implements Running {
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();
    private static final Duration PATIENCE_ON_STOP = Duration.ofSeconds(10);
    private static final int LOG_LINES_SHOWN = 40;

    static {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> RUNNING.forEach(Process::destroyForcibly), "rig-reaper"));
    }

    private final List<String> command;
    private final Map<String, String> environment;
    private final Path directory;
    private final Path log;
    private final Process process;

    private ChildProcess(
            List<String> command,
            Map<String, String> environment,
            Path directory,
            Path log,
            Process process) {
        this.command = command;
        this.environment = environment;
        this.directory = directory;
        this.log = log;
        this.process = process;
    }

    /** Starts {@code command} in {@code directory}; output is appended to {@code log}. */
    public static ChildProcess start(
            List<String> command, Map<String, String> environment, Path directory, Path log) {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            RUNNING.add(process);
            return new ChildProcess(command, environment, directory, log, process);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command, e);
        }
    }

    @Override
    public String description() {
        return command + (process.isAlive() ? "" : " ended with " + process.exitValue());
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    /** With the same command, environment and folder. */
    @Override
    public ChildProcess again() {
        close();
        return start(command, environment, directory, log);
    }

    public long pid() {
        return process.pid();
    }

    /** Kills the process and its descendants. */
    @Override
    public void kill9() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        children.forEach(
                child ->
                        child.onExit()
                                .orTimeout(PATIENCE_ON_STOP.toSeconds(), TimeUnit.SECONDS)
                                .join());
        if (!gone(PATIENCE_ON_STOP)) {
            throw failure("survived kill -9 for " + PATIENCE_ON_STOP);
        }
    }

    /** Waits until the process ends by itself, and returns its exit code. */
    public int awaitExit(Duration limit) {
        if (!gone(limit)) {
            throw failure("still ran after " + limit);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        if (!process.isAlive()) {
            RUNNING.remove(process);
            return;
        }
        thaw(); // a frozen process takes no request to end
        process.destroy();
        if (!gone(PATIENCE_ON_STOP)) {
            kill9();
        }
    }

    @Override
    public String logTail() {
        try {
            List<String> lines =
                    new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
            return String.join(
                    "\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e + ")";
        }
    }

    /** Uses the shell's built-in: a minimal machine has no program {@code kill}. */
    @Override
    public void signal(String name) {
        try {
            new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while signalling " + command, e);
        }
    }

    private boolean gone(Duration limit) {
        try {
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (ended) {
                RUNNING.remove(process);
            }
            return ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + command, e);
        }
    }
}
