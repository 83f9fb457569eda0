package dev.tidegate.stacks.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which release an instance starts: its own scripts and a real sha256sum, with a folder in place of the bucket. */
@Needs(value = Component.JQ, installed = true)
class ReleaseCheckTest {
    @TempDir private Path folder;
    private Path bucket;
    private StandInShell shell;

    @BeforeEach
    void upload() throws Exception {
        bucket = Files.createDirectories(folder.resolve("bucket"));
        Files.createDirectories(bucket.resolve("books"));
        Files.writeString(bucket.resolve("autoscaler.jar"), "jar");
        Files.writeString(bucket.resolve("books/raise floor.yaml"), "book: raise-floor");
        list();
        shell =
                new StandInShell(folder)
                        .file("secret", ControlNodeTest.secret("first"))
                        .file("shown", "drawn")
                        .standIn(
                                "aws",
                                "if [ \"$1\" = s3 ]; then",
                                "  note synced; mkdir -p \"${@: -1}\"",
                                // Like S3's: what has the size and the time of what is there stays.
                                "  cp -rpu \"$HERE/bucket/.\" \"${@: -1}\"; exit",
                                "fi",
                                ControlNodeTest.SECRET);
    }

    @Test
    void aWholeReleaseIsStarted() throws Exception {
        assertThat(fetch()).as(shell.said()).isZero();

        assertThat(shell.text("opt/tidegate/release/autoscaler.jar")).isEqualTo("jar");
    }

    /** The order in which files are uploaded is nobody's promise. */
    @Test
    void halfOfAnUploadIsNotStartedAndTheRestIsFetchedWithTheNextTry() throws Exception {
        Path jar = bucket.resolve("autoscaler.jar");
        Files.move(jar, folder.resolve("later"));
        assertThat(fetch()).isNotZero();
        assertThat(shell.said()).contains("it is not as SHA256SUMS says");

        Files.move(folder.resolve("later"), jar);

        assertThat(fetch()).as(shell.said()).isZero();
    }

    /** As after a disk that lost a block: a copy of the same size and age is taken for the same. */
    @Test
    void aBrokenCopyIsThrownAway() throws Exception {
        Path copy = folder.resolve("opt/tidegate/release/autoscaler.jar");
        Files.createDirectories(copy.getParent());
        Files.writeString(copy, "jaz");
        Files.setLastModifiedTime(
                copy, Files.getLastModifiedTime(bucket.resolve("autoscaler.jar")));
        assertThat(fetch()).isNotZero();

        assertThat(fetch()).as(shell.said()).isZero();

        assertThat(Files.readString(copy)).isEqualTo("jar");
    }

    @Test
    void aFileThatTheListDoesNotHaveIsNotOnTheClassPath() throws Exception {
        Files.writeString(bucket.resolve("another.jar"), "jar");

        assertThat(fetch()).isNotZero();

        assertThat(shell.said()).contains("SHA256SUMS does not list ./another.jar");
        assertThat(folder.resolve("opt/tidegate/release")).doesNotExist();
    }

    @Test
    void aReleaseWithoutAListIsNotStarted() throws Exception {
        Files.delete(bucket.resolve("SHA256SUMS"));

        assertThat(fetch()).isNotZero();
        assertThat(shell.said()).contains("it has no SHA256SUMS");
    }

    /** Whoever may upload may also write a new list. */
    @Test
    void onlyTheReleaseThatTheSettingsNameIsStarted() throws Exception {
        String reviewed = digest();
        assertThat(fetch(reviewed)).as(shell.said()).isZero();

        Files.writeString(bucket.resolve("autoscaler.jar"), "another");
        list();
        int exit = fetch(reviewed);

        assertThat(exit).isNotZero();
        assertThat(shell.said()).contains("another digest than control.release: " + digest());
        assertThat(fetch()).as("without a digest in the settings").isZero();
    }

    /** Writes the list as the README says. */
    private void list() throws Exception {
        Matcher line = Pattern.compile("(?m)^\\(cd target/release && (.*)\\)").matcher(readme());
        assertThat(line.find()).isTrue();
        run(line.group(1));
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }

    private String digest() throws Exception {
        return run("sha256sum SHA256SUMS").substring(0, 64);
    }

    private String run(String command) throws Exception {
        Process process =
                new ProcessBuilder("bash", "-c", command)
                        .directory(bucket.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private int fetch(String... release) throws Exception {
        Files.deleteIfExists(folder.resolve("opt/tidegate/check")); // laid down anew
        return shell.run(
                ControlNodeTest.control(List.of(), List.of(release)),
                "/opt/tidegate/fetch",
                Map.of());
    }
}
