package dev.tidegate.runbooks.book;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.yaml.Problem;
import dev.tidegate.runbooks.yaml.SourcePosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls between the books of one folder are refused at load, with the place of the call. */
final class CallsTest {
    @TempDir private Path folder;

    private void book(String name, String... calls) throws IOException {
        var text = new StringBuilder(Books.GOOD.replace("book: good", "book: " + name));
        for (String call : calls) {
            text.append("  - step: call-").append(call).append("\n    book: ").append(call);
            text.append("\n    with: {floor: \"${floor}\"}\n");
        }
        Files.writeString(folder.resolve(name + ".yaml"), text);
    }

    private BookOutcome load(String name) {
        return new BookShelf(folder, new BookLoader(Books.ACTUATORS)).load(name).orElseThrow();
    }

    private BookOutcome.Invalid refused(String name) {
        BookOutcome outcome = load(name);
        assertThat(outcome).isInstanceOf(BookOutcome.Invalid.class);
        return (BookOutcome.Invalid) outcome;
    }

    private static int lastLine(String name, Path folder) throws IOException {
        return Files.readAllLines(folder.resolve(name + ".yaml")).size();
    }

    @Test
    void cycleIsRefusedWithTheFileAndPlaceOfTheCallThatClosesIt() throws IOException {
        book("first", "second");
        book("second", "third");
        book("third", "second");

        BookOutcome.Invalid refused = refused("first");

        assertThat(refused.file()).isEqualTo("third.yaml");
        Problem problem = refused.problems().get(0);
        assertThat(problem.position())
                .isEqualTo(new SourcePosition(lastLine("third", folder) - 1, 11));
        assertThat(problem.found()).contains("second -> third -> second");
    }

    @Test
    void bookThatCallsItselfIsRefused() throws IOException {
        book("again", "again");

        assertThat(refused("again").problems().get(0).found()).contains("again -> again");
    }

    @Test
    void callOfNoBookAndOfOneThatDoesNotLoadAreRefused() throws IOException {
        book("caller", "nowhere", "broken");
        Files.writeString(folder.resolve("broken.yaml"), "book: broken\n");

        List<Problem> problems = refused("caller").problems();

        assertThat(problems).extracting(Problem::found).anyMatch(f -> f.contains("nowhere"));
        assertThat(problems).extracting(Problem::found).anyMatch(f -> f.contains("does not load"));
    }

    @Test
    void parametersOfACallAreCheckedAgainstTheCalledBook() throws IOException {
        book("called");
        book("caller", "called");
        Path file = folder.resolve("caller.yaml");
        Files.writeString(
                file,
                Files.readString(file).replace("with: {floor: \"${floor}\"}", "with: {x: 1}"));

        assertThat(refused("caller").problems())
                .extracting(Problem::key)
                .containsExactly("steps[1].with.floor", "steps[1].with.x");
    }

    @Test
    void booksThatCallTheSameBookTwiceLoad() throws IOException {
        book("leaf");
        book("left", "leaf");
        book("right", "leaf");
        book("top", "left", "right");

        assertThat(load("top")).isInstanceOf(BookOutcome.Loaded.class);
    }
}
