package dev.tidegate.stacks.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A change of what is provisioned is a diff of these files; {@code -Dgolden.write=true} writes them anew. */
class GoldenGraphTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    @ParameterizedTest
    @FieldSource("dev.tidegate.stacks.wire.Runs#STACKS")
    void whatIsProvisionedIsWhatWasReviewed(String stack) throws IOException {
        compare(FOLDER.resolve(stack + ".txt"), Golden.graph(Runs.up(stack)));
    }

    @Test
    void whatIsRenderedIsWhatWasReviewed() throws IOException {
        for (Map.Entry<String, String> document : documents("dev").entrySet()) {
            compare(FOLDER.resolve("dev").resolve(document.getKey()), document.getValue());
        }
    }

    /** What a cluster adds to a region. */
    @Test
    void whatIsRenderedForAClusterIsWhatWasReviewed() throws IOException {
        Map<String, String> documents = documents("staging");

        for (String path :
                List.of(
                        "platform/cluster.yaml",
                        "control/kubeconfig.yaml",
                        "control/tidegate.yaml",
                        "control/collect.yaml")) {
            compare(FOLDER.resolve("staging").resolve(path), documents.get(path));
        }
    }

    /** Of the stack's region in us-east-1. */
    private static Map<String, String> documents(String stack) {
        Map<String, String> documents = new TreeMap<>();
        Runs.up(stack).of("aws:s3/bucketObjectv2:BucketObjectv2").stream()
                .filter(asked -> asked.name().startsWith("use1-"))
                .forEach(
                        asked ->
                                documents.put(
                                        asked.properties().getFieldsOrThrow("key").getStringValue(),
                                        asked.properties()
                                                .getFieldsOrThrow("content")
                                                .getStringValue()));
        return documents;
    }

    private static void compare(Path file, String text) throws IOException {
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertThat(text).isEqualTo(Files.readString(file));
    }
}
