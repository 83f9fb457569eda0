package dev.tidegate.autoscaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher passes to the program; its Java is a stub that prints its arguments. */
class LauncherTest {
    private static final String ECHO =
            """
            #!/bin/sh
            case "$1" in
              -XshowSettings*) printf '    java.home = %s\n    java.specification.version = 17\n' "${0%/bin/java}" >&2 ;;
              *) printf '%s\\n' "LC_ALL=$LC_ALL" "$@" ;;
            esac
            """;

    @TempDir private Path folder;
    private Path home;

    @BeforeEach
    void install() throws IOException {
        home = Files.createDirectories(folder.resolve("a home"));
        for (String module : List.of("forecaster", "runbooks", "autoscaler")) {
            Files.createDirectories(home.resolve(module).resolve("src/main"));
            Files.createFile(home.resolve(module).resolve("pom.xml"));
        }
        Files.createFile(home.resolve("pom.xml"));
        Files.createDirectories(home.resolve("tools"));
        Path root = Path.of("..");
        Files.copy(root.resolve("tools/toolchain"), home.resolve("tools/toolchain"));
        Files.copy(
                root.resolve("tidegate"),
                home.resolve("tidegate"),
                StandardCopyOption.COPY_ATTRIBUTES);
        Files.createDirectories(home.resolve("autoscaler/target"));
        Files.createFile(home.resolve("autoscaler/target/launcher.stamp"));
        program("jdk/bin/java", ECHO);
    }

    private Path program(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> launch(Map<String, String> environment, String command) throws Exception {
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", command).directory(home.toFile());
        shell.environment()
                .keySet()
                .removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
        shell.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        shell.environment().putAll(environment);
        Process process = shell.redirectErrorStream(true).start();
        List<String> lines = process.inputReader().lines().toList();
        assertThat(process.waitFor()).as(lines.toString()).isZero();
        return lines;
    }

    @Test
    void unicodeNamesArriveWithoutALocale() throws Exception {
        assertThat(launch(Map.of(), "./tidegate status")).contains("LC_ALL=C.UTF-8", "status");
        assertThat(launch(Map.of("LC_ALL", "C", "LANG", "en_US.UTF-8"), "./tidegate status"))
                .contains("LC_ALL=C.UTF-8");
    }

    @Test
    void unicodeNamesArriveWithALocaleThatTheMachineDoesNotHave() throws Exception {
        assertThat(launch(Map.of("LANG", "xx_XX.UTF-8"), "./tidegate status"))
                .contains("LC_ALL=C.UTF-8", "status");
    }

    @Test
    void aLocaleOfAnotherEncodingIsKept() throws Exception {
        program("locale/locale", "#!/bin/sh\necho ISO-8859-1\n");

        assertThat(
                        launch(
                                Map.of("LANG", "de_DE.ISO-8859-1"),
                                "PATH=\"" + folder + "/locale:$PATH\"; ./tidegate status"))
                .contains("LC_ALL=");
    }

    @Test
    void aSymbolicLinkMayBeRelativeAndLeadToAnother() throws Exception {
        Path links = Files.createDirectories(folder.resolve("links"));
        Files.createDirectories(folder.resolve("elsewhere/links")); // never where CDPATH leads
        Files.createSymbolicLink(links.resolve("first"), Path.of("../a home/tidegate"));
        Files.createSymbolicLink(links.resolve("tidegate"), Path.of("first"));

        assertThat(launch(Map.of("CDPATH", folder + "/elsewhere"), "cd ..; links/tidegate status"))
                .contains("-Dtidegate.home=" + home, "status");
        assertThat(launch(Map.of(), "PATH=\"" + links + ":$PATH\"; cd /; tidegate status"))
                .contains("-Dtidegate.program=tidegate", "-Dtidegate.home=" + home);
    }

    @Test
    void aChangedSourceIsBuiltWithWhatEveryUnixHas() throws Exception {
        Files.setLastModifiedTime(
                home.resolve("autoscaler/target/launcher.stamp"), FileTime.fromMillis(0));
        program("jdk/bin/javac", "");

        List<String> lines = launch(Map.of("PATH", commonPrograms()), "./tidegate status");

        assertThat(lines)
                .contains(
                        "status",
                        "tidegate: building (the first time takes minutes, later starts need no build)")
                .noneMatch(line -> line.contains("illegal option") || line.contains("not found"));
        assertThat(home.resolve("built")).hasContent(folder.resolve("jdk").toString());
    }

    @Test
    void theCompilerIsFoundBehindAJavaThatOnlyStartsAnother() throws Exception {
        Files.setLastModifiedTime(
                home.resolve("autoscaler/target/launcher.stamp"), FileTime.fromMillis(0));
        program("jdk/bin/javac", "");
        program("shims/java", "#!/bin/sh\nexec \"" + folder + "/jdk/bin/java\" \"$@\"\n");
        String path = folder + "/shims:" + commonPrograms();

        assertThat(launch(Map.of("PATH", path, "JAVA_HOME", ""), "./tidegate status"))
                .contains("status");

        assertThat(home.resolve("built")).hasContent(folder.resolve("jdk").toString());
    }

    @Test
    void aJavaThatDoesNotStartSaysWhyAndNoOtherIsInstalled() throws Exception {
        Map<String, String> broken = // for every Java of this machine
                Map.of(
                        "JAVA_HOME", System.getProperty("java.home"),
                        "JAVA_TOOL_OPTIONS", "-Xnonsense",
                        "PATH", commonPrograms());

        assertThat(launch(broken, "./tidegate status || echo refused with $?"))
                .contains("refused with 1")
                .noneMatch(line -> line.contains("install"))
                .anyMatch(line -> line.matches(".* does not start: .*-Xnonsense.*"));
    }

    @Test
    void whoMayNotBuildGetsWhatWasBuiltLast() throws Exception {
        Path target = home.resolve("autoscaler/target");
        Files.setLastModifiedTime(target.resolve("launcher.stamp"), FileTime.fromMillis(0));
        for (Path each : List.of(folder, home)) {
            Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("r-xr-xr-x"));
        boolean root = System.getProperty("user.name").equals("root"); // who may write everything
        String command =
                (root ? "setpriv --reuid 12345 --clear-groups " : "") + "./tidegate status";

        assertThat(launch(Map.of(), command))
                .contains("status")
                .anyMatch(line -> line.startsWith("tidegate: older than its sources; build it as"));
    }

    /** Programs and options that BSD and macOS have, too, and a build that notes its Java. */
    private String commonPrograms() throws IOException {
        Path folder = Files.createDirectories(this.folder.resolve("common"));
        for (String name :
                List.of(
                        "bash", "cat", "dirname", "find", "head", "id", "mkdir", "rm", "sed", "sh",
                        "stty", "touch", "tr")) {
            Files.createSymbolicLink(folder.resolve(name), onPath(name));
        }
        String refuse =
                "#!/bin/sh\ncase $1 in -%s) echo illegal option >&2; exit 1 ;; esac\nexec %s \"$@\"\n";
        program("common/readlink", refuse.formatted("f", onPath("readlink")));
        program("common/xargs", refuse.formatted("d", onPath("xargs")));
        program("common/mvn", "#!/bin/sh\nprintf %s \"$JAVA_HOME\" >built\n");
        return folder.toString();
    }

    private static Path onPath(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theProgramKnowsHowItWasInvoked() throws Exception {
        assertThat(launch(Map.of(), "./tidegate status")).contains("-Dtidegate.program=./tidegate");
        assertThat(launch(Map.of(), "PATH=\"$PWD:$PATH\"; cd /; tidegate status"))
                .contains("-Dtidegate.program=tidegate", "-Dtidegate.home=" + home);
    }

    @Test
    void theTerminalWidthIsPassedForATerminalOnly() throws Exception {
        assertThat(launch(Map.of(), "./tidegate status"))
                .noneMatch(option -> option.startsWith("-Dtidegate.columns"));
    }

    @Test
    void anUnusableClassDataArchiveIsIgnoredSilently() throws Exception {
        Files.writeString(home.resolve("autoscaler/target/launcher.jsa"), "of another Java");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        launch(Map.of(), "./tidegate status").stream()
                .filter(option -> option.startsWith("-X") || option.startsWith("--"))
                .forEach(command::add);
        command.add("--version");
        assertThat(command).anyMatch(option -> option.startsWith("-XX:SharedArchiveFile"));

        Process process = new ProcessBuilder(command).start();

        assertThat(process.errorReader().lines()).isEmpty();
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void anInstallationWithoutSourcesIsNeverBuilt() throws Exception {
        Files.delete(home.resolve("pom.xml"));
        Files.delete(home.resolve("autoscaler/target/launcher.stamp"));

        assertThat(launch(Map.of(), "./tidegate status")).contains("status");
    }
}
