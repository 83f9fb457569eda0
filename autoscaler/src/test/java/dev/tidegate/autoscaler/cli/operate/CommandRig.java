package dev.tidegate.autoscaler.cli.operate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.autoscaler.cli.Tidegate;
import dev.tidegate.autoscaler.daemon.Daemon;
import dev.tidegate.autoscaler.loop.LoopRig;
import dev.tidegate.runbooks.ledger.Draft;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A folder with a configuration, and commands that are run in it. */
abstract class CommandRig {
    static final String CONFIGURATION =
            """
            store: {sqlite: tidegate.db}
            workloads:
              - {name: chat, bounds: {min: 2, max: 20}, fleet: {simulated: {}}, demand: {unit: tokens}}
            """;

    @TempDir Path folder;
    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();

    final int run(String command, String... more) throws Exception {
        return runWith(CONFIGURATION, command, more);
    }

    final int runWith(String text, String command, String... more) throws Exception {
        Path file = Files.writeString(folder.resolve("tidegate.yaml"), text);
        CommandLine line = Tidegate.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        String[] arguments = new String[more.length + 3];
        arguments[0] = command;
        arguments[1] = "--config";
        arguments[2] = file.toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return line.execute(arguments);
    }

    /** A daemon's first entry, which names its workloads. */
    static void started(LoopRig rig, String... workloads) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        List.of(workloads).forEach(name -> body.put(name, "ADVISE"));
        rig.ledger.append(new Draft(rig.now, Daemon.STARTED, "daemon", "daemon@here", body));
    }
}
