package dev.tidegate.stacks.render;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder that stands for an instance: files that a script lays down are run in it, and commands that only an instance has are small
 * scripts, which write down by {@code note} what was asked of them.
 */
final class StandInShell {
    private static final int SECONDS = 20;

    private final Path folder;
    private String said = "";

    StandInShell(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("bin"));
        Files.createDirectories(folder.resolve("run"));
        Files.createDirectories(folder.resolve("opt/tidegate"));
        standIn("note", "echo \"$*\" >>\"$HERE/notes\"");
    }

    /** A command of this name that runs these lines. */
    StandInShell standIn(String name, String... lines) throws IOException {
        return executable(folder.resolve("bin").resolve(name), "#!/bin/bash\n" + joined(lines));
    }

    /** A file of the instance's own that runs these lines, such as {@code /opt/tidegate/metadata}. */
    StandInShell own(String path, String... lines) throws IOException {
        return executable(at(path), "#!/bin/bash\n" + joined(lines));
    }

    /** What is at this path of the instance is what runs elsewhere, such as a server's socket. */
    StandInShell link(String path, Path target) throws IOException {
        Files.createDirectories(at(path).getParent());
        Files.createSymbolicLink(at(path), target);
        return this;
    }

    StandInShell file(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), text + "\n");
        return this;
    }

    /** Runs a file that the script lays down; the files beside it are laid down as well, but those that stand in. */
    int run(String script, String path, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Matcher laid =
                Pattern.compile("(?ms)^cat >(/opt/\\S+) <<'(\\w+)'\n(.*?)^\\2$").matcher(script);
        while (laid.find()) {
            if (!Files.exists(at(laid.group(1)))) {
                executable(at(laid.group(1)), here(laid.group(3)));
            }
        }
        ProcessBuilder builder = new ProcessBuilder(at(path).toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().putAll(environment);
        builder.environment().put("HERE", folder.toString());
        builder.environment()
                .merge("PATH", "", (standard, none) -> folder.resolve("bin") + ":" + standard);
        Path output = folder.resolve("said");
        Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError(path + " does not end");
        }
        said = Files.readString(output);
        return process.exitValue();
    }

    /** What was written down, in order. */
    List<String> notes() throws IOException {
        Path notes = folder.resolve("notes");
        return Files.exists(notes) ? Files.readAllLines(notes) : List.of();
    }

    String text(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    /** What the last run said, for whoever wonders why it failed. */
    String said() {
        return said;
    }

    private StandInShell executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot be made executable: " + file);
        }
        return this;
    }

    private Path at(String path) {
        return folder.resolve(path.substring(1));
    }

    private String here(String text) {
        return text.replace("/opt/tidegate/", folder + "/opt/tidegate/")
                .replace("/etc/haproxy/", folder + "/etc/haproxy/")
                .replace("/etc/tidegate/", folder + "/etc/tidegate/")
                .replace("/etc/redis6/", folder + "/etc/redis6/")
                .replace("/run/", folder + "/run/");
    }

    private static String joined(String... lines) {
        return String.join("\n", lines) + "\n";
    }
}
