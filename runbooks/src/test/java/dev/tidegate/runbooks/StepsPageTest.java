package dev.tidegate.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.act.Actuators;
import dev.tidegate.runbooks.act.FieldShape;
import dev.tidegate.runbooks.act.TargetShape;
import dev.tidegate.runbooks.act.aws.AwsAccess;
import dev.tidegate.runbooks.cli.context.Kinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The page that lists the kinds of steps lists those that there are, with all that can be said to
 * them.
 */
final class StepsPageTest {
    private static final Pattern ROW =
            Pattern.compile("\\| `([a-z0-9-]+)` \\| ([^|]*) \\| ([^|]*) \\|.*");

    private final Actuators kinds = Kinds.all(AwsAccess.regional(), Clock.systemUTC());

    private static List<String> rows() throws IOException {
        return Files.readAllLines(Path.of("../docs/steps.md")).stream()
                .filter(line -> ROW.matcher(line).matches())
                .toList();
    }

    private static String cell(String row, int number) {
        var matcher = ROW.matcher(row);
        assertThat(matcher.matches()).isTrue();
        return matcher.group(number);
    }

    private static SortedSet<String> words(String cell, String separator) {
        return new TreeSet<>(
                Stream.of(cell.replace("`", "").split(separator)).map(String::strip).toList());
    }

    @Test
    void everyKindHasItsRow() throws IOException {
        assertThat(rows().stream().map(row -> cell(row, 1)).toList())
                .containsExactlyInAnyOrderElementsOf(kinds.kinds());
    }

    @Test
    void rowsNameCoordinatesAndFields() throws IOException {
        for (String row : rows()) {
            TargetShape shape = kinds.find(cell(row, 1)).orElseThrow().shape();
            SortedSet<String> coordinates = new TreeSet<>(shape.required());
            coordinates.addAll(shape.optional());
            assertThat(words(cell(row, 2), "[,;]")).as(row).isEqualTo(coordinates);
            if (!shape.openFields()) {
                List<String> settable =
                        shape.fields().stream()
                                .filter(FieldShape::settable)
                                .map(FieldShape::name)
                                .toList();
                assertThat(words(cell(row, 3), ",")).as(row).isEqualTo(new TreeSet<>(settable));
            }
        }
    }
}
