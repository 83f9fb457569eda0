package dev.tidegate.runbooks.book;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidegate.runbooks.act.aws.AwsAccess;
import dev.tidegate.runbooks.book.lint.Linter;
import dev.tidegate.runbooks.cli.context.Kinds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The books that come with the project, and the schema that editors check them with. */
final class ShippedBooksTest {
    private static final Path FOLDER = Path.of("books");

    private final BookShelf shelf =
            new BookShelf(
                    FOLDER, new BookLoader(Kinds.all(AwsAccess.regional(), Clock.systemUTC())));

    @Test
    void everyBookLoads() {
        assertThat(shelf.problems()).isEmpty();
        assertThat(shelf.books()).isNotEmpty();
    }

    @Test
    void everyBookPassesLint() {
        Linter linter = new Linter(Kinds.all(AwsAccess.regional(), Clock.systemUTC()));

        assertThat(linter.lint(shelf.books())).isEmpty();
    }

    @Test
    void schemaKnowsTheFieldsThatTheLoaderKnows() throws IOException {
        JsonNode schema =
                JsonMapper.builder().build().readTree(FOLDER.resolve("book.schema.json").toFile());

        assertThat(names(schema.path("properties")))
                .isEqualTo(known(Books.GOOD + "nothing: 1\n", "nothing"));
        assertThat(names(schema.at("/$defs/step/properties")))
                .containsAll(
                        known(
                                Books.GOOD.replace(
                                        "do: simulated", "do: simulated\n    nothing: 1"),
                                "steps[0].nothing"));
        assertThat(names(schema.at("/$defs/parameter/properties")))
                .isEqualTo(
                        known(
                                Books.GOOD.replace("{type: count,", "{nothing: 1, type: count,"),
                                "parameters.floor.nothing"));
    }

    private static Set<String> names(JsonNode object) {
        var names = new TreeSet<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** What the loader says it would have known in place of an unknown field. */
    private static Set<String> known(String text, String key) {
        String expected =
                Books.problems(text).stream()
                        .filter(p -> p.key().equals(key))
                        .findFirst()
                        .orElseThrow()
                        .expected();
        String list = expected.substring(expected.indexOf('[') + 1, expected.indexOf(']'));
        return new TreeSet<>(List.of(list.split(", ")));
    }
}
