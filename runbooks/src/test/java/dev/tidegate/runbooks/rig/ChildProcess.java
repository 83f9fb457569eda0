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
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A program that a test starts, kills and freezes. Its output goes to a file of which failures show the end; whatever still
 * runs when this JVM ends is killed with it.
 */
public final class ChildProcess implements AutoCloseable {
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration PATIENCE_ON_STOP = Duration.ofSeconds(10);
    private static final int LOG_LINES_SHOWN = 40;

    static {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> RUNNING.forEach(Process::destroyForcibly), "rig-reaper"));
    }

    private final List<String> command;
    private final Path log;
    private final Process process;

    private ChildProcess(List<String> command, Path log, Process process) {
        this.command = command;
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
            return new ChildProcess(command, log, process);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command, e);
        }
    }

    /** Polls until {@code ready}; fails with the end of the log when the process ends first or the limit passes. */
    public void awaitReady(Duration limit, BooleanSupplier ready) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!ready.getAsBoolean()) {
            if (!process.isAlive()) {
                throw failure("ended with " + process.exitValue() + " before it was ready");
            }
            if (System.nanoTime() - deadline > 0) {
                throw failure("was not ready after " + limit);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** {@code kill -9}: returns once the process is gone, and what it started too. */
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

    /** Stops the process where it stands, connections left open: what a hung server looks like from outside. */
    public void freeze() {
        signal("-STOP");
    }

    public void thaw() {
        signal("-CONT");
    }

    /** Waits for the end that the process comes to by itself, and returns its exit code. */
    public int awaitExit(Duration limit) {
        if (!gone(limit)) {
            throw failure("still ran after " + limit);
        }
        return process.exitValue();
    }

    /** Asks it to end, then makes it. */
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

    /** The end of what it wrote. */
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

    void signal(String signal) {
        try {
            // The shell's own: a bare machine has no program of that name.
            new ProcessBuilder("sh", "-c", "kill " + signal + " " + process.pid())
                    .start()
                    .waitFor();
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

    private IllegalStateException failure(String what) {
        return new IllegalStateException(
                command.get(0) + " " + what + "\ncommand: " + command + "\n" + logTail());
    }
}
