package dev.tidegate.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Pages of {@code docs/} that are generated from the code: a test fails if one is stale. */
public final class GeneratedPage {
    /** How the pages are written anew. */
    public static final String HOW =
            "mvn -pl autoscaler -am test -Dtidegate.docs=write -Dtest='*ReferenceTest' -Dsurefire.failIfNoSpecifiedTests=false";

    public static void check(String name, String expected) throws IOException {
        Path page = Path.of("..", "docs", name);
        if ("write".equals(System.getProperty("tidegate.docs"))) {
            Files.createDirectories(page.getParent());
            Files.writeString(page, expected);
        }
        assertThat(page).as("stale; write it anew with: " + HOW).exists().hasContent(expected);
    }

    private GeneratedPage() {}
}
