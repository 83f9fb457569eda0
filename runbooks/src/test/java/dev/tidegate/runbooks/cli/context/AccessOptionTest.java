package dev.tidegate.runbooks.cli.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is asked for in the policy and written into the ledger. */
final class AccessOptionTest {
    @Test
    void aUserWithoutANameIsToldApartFromOthersByItsNumber(@TempDir Path mine) throws IOException {
        assertThat(AccessOption.user("?")).isEqualTo("uid " + Files.getAttribute(mine, "unix:uid"));
        assertThat(AccessOption.user("ana")).isEqualTo("ana");
    }
}
