package dev.tidegate.autoscaler.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines to start the program in a separate process, with this JVM's Java and class path. */
public final class ProgramCommand {
    private ProgramCommand() {}

    public static List<String> command(String... arguments) {
        return command(List.of(), arguments);
    }

    /** @param java options of the JVM */
    static List<String> command(List<String> java, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(java);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Tidegate.class.getName());
        command.addAll(List.of(arguments));
        return command;
    }
}
