package dev.tidegate.stacks.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import dev.tidegate.stacks.settings.CacheSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The units that instances lay down, as systemd itself reads them: what it does not understand it only warns of, and leaves out. */
@Needs(value = Component.SYSTEMD, installed = true)
class UnitsTest {
    private static final Pattern UNIT =
            Pattern.compile("(?ms)^cat >/etc/systemd/system/(\\S+) <<'UNIT'\n(.*?)^UNIT$");

    /** Commands that this machine has not: whether they are there is not the question. */
    private static final Pattern COMMAND = Pattern.compile("(?m)^(Exec\\w+=[-+]?)/\\S+");

    @TempDir private Path folder;

    @Test
    void systemdUnderstandsTheUnitsOfAReplica() throws Exception {
        assertThat(complaints(FleetNode.start())).isEmpty();
    }

    @Test
    void systemdUnderstandsTheUnitsOfAGateway() throws Exception {
        FlagHash flags =
                new FlagHash(
                        CacheSettings.Kind.MANAGED,
                        List.of("cache.example:6379"),
                        true,
                        GatewayNode.PASSWORDS);

        assertThat(complaints(GatewayNode.start(flags))).isEmpty();
        assertThat(complaints(GatewayNode.checking("llm/keys"))).isEmpty();
    }

    @Test
    void systemdUnderstandsTheUnitsOfADaemon() throws Exception {
        Map<String, Object> pods = Map.of("fleet", "chat", "port", "8000", "targets", "arn");

        assertThat(complaints(ControlNodeTest.control(List.of(Map.of("pods", List.of(pods))))))
                .isEmpty();
    }

    @Test
    void whatItDoesNotUnderstandItComplainsOf() throws Exception {
        assertThat(complaints(FleetNode.start().replace("Restart=always", "Restart=sometimes")))
                .contains("sometimes");
    }

    /**
     * Under systemd 252 such a unit was started four times in an hour, and stayed failed. A replica that is started for ever would serve for some
     * seconds each time, too few for its group to give it up.
     */
    @Test
    void aModelServerThatEndsStartsAgainAndOneThatCannotStayUpIsLeftToItsGroup() {
        String unit = unit(FleetNode.start(), "tidegate-model.service");

        assertThat(unit)
                .contains("\nRestart=always\n", "\nRestartSec=5\n")
                .containsSubsequence(
                        "[Unit]", "StartLimitIntervalSec=1h\nStartLimitBurst=4\n", "[Service]")
                .containsSubsequence(
                        "ExecStartPre=-/usr/bin/docker rm --force model\n",
                        "ExecStart=/opt/tidegate/serve\n");
        assertThat(FleetNode.file("/opt/tidegate/serve")).contains(" --name model ");
    }

    private static String unit(String script, String name) {
        Matcher unit = UNIT.matcher(script);
        while (unit.find()) {
            if (unit.group(1).equals(name)) {
                return unit.group(2);
            }
        }
        throw new AssertionError("no unit " + name);
    }

    /** What systemd says to all units that the script lays down. */
    private String complaints(String script) throws IOException, InterruptedException {
        Path units = Files.createTempDirectory(folder, "units");
        List<String> command =
                new ArrayList<>(
                        List.of(Component.SYSTEMD.program().toString(), "verify", "--man=no"));
        Files.writeString(units.resolve("docker.service"), "[Service]\nExecStart=/bin/true\n");
        Matcher unit = UNIT.matcher(script);
        while (unit.find()) {
            Path file = units.resolve(unit.group(1));
            Files.createDirectories(file.getParent());
            Files.writeString(file, COMMAND.matcher(unit.group(2)).replaceAll("$1/bin/true"));
            if (file.getParent().equals(units)) { // not what only adds to a unit of the system
                command.add(file.toString());
            }
        }
        assertThat(command).hasSizeGreaterThan(4);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        return exit == 0 ? said : "exit " + exit + ": " + said;
    }
}
